package dev.millrace.postgres;

import dev.millrace.core.config.SecretFile;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;

/** A password in a file, which somebody may change while the connector runs: Kubernetes does it with a mounted secret. */
final class FileCredentials implements Credentials {
    private final Login.PasswordFile login;
    private final AtomicReference<String> last = new AtomicReference<>();

    FileCredentials(Login.PasswordFile login) {
        this.login = login;
    }

    @Override
    public Shown current() throws SQLException {
        try {
            String password = SecretFile.read(login.file());
            if (!password.isEmpty()) {
                last.set(password);
            }
        } catch (IOException beingReplaced) {
            if (last.get() == null) {
                throw new SQLException("the password's file cannot be read", NO_CREDENTIALS, beingReplaced);
            }
        }
        String password = last.get();
        if (password == null) {
            throw new SQLException("the password's file is empty", NO_CREDENTIALS);
        }
        return new Shown(login.user(), password);
    }
}
