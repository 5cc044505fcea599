package dev.millrace.redis;

import dev.millrace.core.aws.ConnectTokens;
import dev.millrace.redis.LinkFailure.Stage;
import dev.millrace.redis.RedisSettings.Login;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tokens for a user of ElastiCache whose authentication is IAM: a signed request to connect, which the server verifies in the place of a
 * password. Safe for all threads.
 */
final class IamTokens implements Credentials {
    /** ElastiCache ends a connection 12 hours after it was shown a token. */
    private static final Duration RENEWED_AFTER = Duration.ofHours(1);

    private final Login.Iam login;
    private final ConnectTokens tokens;

    /** @param tokens closed with this */
    IamTokens(Login.Iam login, ConnectTokens tokens) {
        this.login = login;
        this.tokens = tokens;
    }

    /** With the credentials, and where none is configured the Region, that the environment has. */
    static IamTokens of(Login.Iam login) {
        return new IamTokens(login, ConnectTokens.of(login.region()));
    }

    @Override
    public List<byte[]> current() throws LinkFailure {
        try {
            return List.of(bytes(login.user()), bytes(token()));
        } catch (SdkException nothing) {
            throw LinkFailure.unusable(Stage.CONNECTING, LinkFailure.NO_CREDENTIALS);
        }
    }

    private String token() {
        Map<String, String> parameters = new HashMap<>(Map.of("User", login.user()));
        if (login.serverless()) {
            parameters.put("ResourceType", "ServerlessCache");
        }
        return tokens.token("elasticache", "http", login.cacheName(), Optional.empty(), parameters);
    }

    @Override
    public Optional<Duration> renewedAfter() {
        return Optional.of(RENEWED_AFTER);
    }

    @Override
    public void close() {
        tokens.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
