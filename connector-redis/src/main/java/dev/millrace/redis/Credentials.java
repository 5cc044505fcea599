package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Login;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a connection shows to the server. Safe for all threads. */
interface Credentials extends AutoCloseable {

    /**
     * What AUTH takes, as it counts now; empty where the server is shown nothing.
     *
     * @throws LinkFailure where there is nothing to show
     */
    List<byte[]> current() throws LinkFailure;

    /** How long after it was shown a connection shows it anew; empty: never. */
    Optional<Duration> renewedAfter();

    @Override
    default void close() {}

    /** Of a login that needs no service to be asked. */
    static Credentials of(Login.Password login) {
        List<byte[]> arguments = login.user()
                .map(user -> List.of(bytes(user), bytes(login.password())))
                .orElseGet(() -> List.of(bytes(login.password())));
        return fixed(arguments);
    }

    static Credentials none() {
        return fixed(List.of());
    }

    static Credentials of(Login login) {
        if (login instanceof Login.Iam iam) {
            return IamTokens.of(iam);
        }
        return login instanceof Login.Password password ? of(password) : none();
    }

    private static Credentials fixed(List<byte[]> arguments) {
        return new Credentials() {
            @Override
            public List<byte[]> current() {
                return arguments;
            }

            @Override
            public Optional<Duration> renewedAfter() {
                return Optional.empty();
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
