package dev.millrace.postgres;

import dev.millrace.core.aws.ConnectTokens;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/** Tokens of IAM for a role that is a member of {@code rds_iam}: a new one for each connection, since each is valid for 15 minutes. */
final class IamCredentials implements Credentials {
    private final Login.Iam login;
    private final String host;
    private final int port;
    private final ConnectTokens tokens;

    /** @param tokens closed with this */
    IamCredentials(Login.Iam login, String host, int port, ConnectTokens tokens) {
        this.login = login;
        this.host = host;
        this.port = port;
        this.tokens = tokens;
    }

    static IamCredentials of(Login.Iam login, ServerAddress address) {
        int colon = address.hostAndPort().lastIndexOf(':');
        return new IamCredentials(
                login,
                address.hostAndPort().substring(0, colon),
                Integer.parseInt(address.hostAndPort().substring(colon + 1)),
                ConnectTokens.of(login.region()));
    }

    @Override
    public Shown current() throws SQLException {
        try {
            Map<String, String> parameters = Map.of("DBUser", login.user());
            return new Shown(login.user(), tokens.token("rds-db", "https", host, Optional.of(port), parameters));
        } catch (SdkException nothing) {
            throw new SQLException("there are no credentials of AWS, or no Region", NO_CREDENTIALS, nothing);
        }
    }

    @Override
    public void close() {
        tokens.close();
    }
}
