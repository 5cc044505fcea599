package dev.millrace.redis;

import dev.millrace.redis.LinkFailure.Stage;
import dev.millrace.redis.RedisSettings.Login;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Tokens for a user of ElastiCache whose authentication is IAM: a signed request to connect, which the server verifies in the place of a
 * password. Signing asks nobody, but credentials may come from a service. Safe for all threads.
 */
final class IamTokens implements Credentials {
    private static final String SCHEME = "http://";
    private static final Duration VALID = Duration.ofMinutes(15);
    /** ElastiCache ends a connection 12 hours after it was shown a token. */
    private static final Duration RENEWED_AFTER = Duration.ofHours(1);

    private final Login.Iam login;
    private final AwsCredentialsProvider credentials;
    private final Supplier<String> region;
    private final Clock clock;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    IamTokens(Login.Iam login, AwsCredentialsProvider credentials, Supplier<String> region, Clock clock) {
        this.login = login;
        this.credentials = credentials;
        this.region = region;
        this.clock = clock;
    }

    /** With the credentials, and where none is configured the Region, that the environment has. */
    static IamTokens of(Login.Iam login) {
        Supplier<String> region = () -> login.region()
                .orElseGet(() -> new DefaultAwsRegionProviderChain().getRegion().id());
        return new IamTokens(login, DefaultCredentialsProvider.builder().build(), region, Clock.systemUTC());
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
        SdkHttpRequest.Builder connect = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol("http")
                .host(login.cacheName())
                .encodedPath("/")
                .putRawQueryParameter("Action", "connect")
                .putRawQueryParameter("User", login.user());
        if (login.serverless()) {
            connect.putRawQueryParameter("ResourceType", "ServerlessCache");
        }
        SignRequest<AwsCredentialsIdentity> request = SignRequest.builder(
                        (AwsCredentialsIdentity) credentials.resolveCredentials())
                .request(connect.build())
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "elasticache")
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.get())
                .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, VALID)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                .build();
        return signer.sign(request).request().getUri().toString().substring(SCHEME.length());
    }

    @Override
    public Optional<Duration> renewedAfter() {
        return Optional.of(RENEWED_AFTER);
    }

    @Override
    public void close() {
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
