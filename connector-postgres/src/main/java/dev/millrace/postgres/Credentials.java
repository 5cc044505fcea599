package dev.millrace.postgres;

import java.sql.SQLException;

/** What a connection shows to the server. Safe for all threads. */
interface Credentials extends AutoCloseable {
    /** The SQLSTATE of one who comes without: as of a server that refuses the login. */
    String NO_CREDENTIALS = "28000";

    /** A role and its password, or what stands for it. */
    record Shown(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return "Shown[user=" + user + "]";
        }
    }

    /**
     * As they count now.
     *
     * @throws SQLException where there is nothing to show
     */
    Shown current() throws SQLException;

    /** The server has refused these. Returns whether there may be others now. */
    default boolean refused(Shown shown) {
        return false;
    }

    @Override
    default void close() {}

    /** What the login asks for. */
    static Credentials of(PostgresSettings settings) {
        Login login = settings.login();
        if (login instanceof Login.PasswordFile file) {
            return new FileCredentials(file);
        }
        if (login instanceof Login.Iam iam) {
            return IamCredentials.of(iam, ServerAddress.of(settings).orElseThrow());
        }
        if (login instanceof Login.Secret secret) {
            return SecretCredentials.of(secret);
        }
        Login.Password password = (Login.Password) login;
        Shown shown = new Shown(password.user(), password.password());
        return () -> shown;
    }
}
