package dev.millrace.core.aws;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
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
 * Tokens that databases of AWS take in the place of a password: a signed request to connect. Signing asks nobody, but credentials may
 * come from a service. Safe for all threads.
 */
public final class ConnectTokens implements AutoCloseable {
    private static final Duration VALID = Duration.ofMinutes(15);

    private final AwsCredentialsProvider credentials;
    private final Supplier<String> region;
    private final Clock clock;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /** @param clock that the signatures go by */
    public ConnectTokens(AwsCredentialsProvider credentials, Supplier<String> region, Clock clock) {
        this.credentials = credentials;
        this.region = region;
        this.clock = clock;
    }

    /** With the credentials, and where none is given the Region, that the environment has. */
    public static ConnectTokens of(Optional<String> region) {
        Supplier<String> found = () -> region.orElseGet(
                () -> new DefaultAwsRegionProviderChain().getRegion().id());
        return new ConnectTokens(DefaultCredentialsProvider.builder().build(), found, Clock.systemUTC());
    }

    /**
     * A token that is valid for 15 minutes.
     *
     * @param service as signatures name it
     * @param protocol {@code http} or {@code https}
     * @param port empty for the protocol's own
     * @throws software.amazon.awssdk.core.exception.SdkException where there are no credentials, or no Region
     */
    public String token(
            String service, String protocol, String host, Optional<Integer> port, Map<String, String> parameters) {
        SdkHttpRequest.Builder connect = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .protocol(protocol)
                .host(host)
                .encodedPath("/")
                .putRawQueryParameter("Action", "connect");
        port.ifPresent(connect::port);
        parameters.forEach(connect::putRawQueryParameter);
        SignRequest<AwsCredentialsIdentity> request = SignRequest.builder(
                        (AwsCredentialsIdentity) credentials.resolveCredentials())
                .request(connect.build())
                .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region.get())
                .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, VALID)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                .build();
        String signed = signer.sign(request).request().getUri().toString();
        return signed.substring(protocol.length() + "://".length());
    }

    @Override
    public void close() {
        if (credentials instanceof SdkAutoCloseable closeable) {
            closeable.close();
        }
    }
}
