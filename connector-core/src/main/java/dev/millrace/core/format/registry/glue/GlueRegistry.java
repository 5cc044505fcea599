package dev.millrace.core.format.registry.glue;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.config.RegistryConfig;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.registry.RegistryCalls;
import dev.millrace.core.format.registry.SchemaRegistry;
import dev.millrace.core.format.registry.SchemaText;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** AWS Glue's registry. An id is that of a schema version. Requests are signed (SigV4). */
public final class GlueRegistry implements SchemaRegistry {
    private static final String NO_SUCH_SCHEMA = "EntityNotFoundException";

    /** The client sets it itself, from the same address. */
    private static final String HOST = "Host";

    private final URI endpoint;
    private final String region;
    private final RegistryCalls calls;
    private final AwsCredentialsProvider credentials;
    private final Clock clock;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /**
     * @param credentials asked before each request
     * @throws dev.millrace.core.config.ConfigurationException where the certificates cannot be read
     */
    public GlueRegistry(String region, RegistryConfig config, AwsCredentialsProvider credentials, Clock clock) {
        this.endpoint = config.url().orElseGet(() -> URI.create("https://glue." + region + ".amazonaws.com"));
        this.region = region;
        this.calls = new RegistryCalls(config);
        this.credentials = credentials;
        this.clock = clock;
    }

    /** With the credentials that the environment has. */
    public static GlueRegistry of(RegistryConfig config) {
        return new GlueRegistry(
                config.region().orElseThrow(),
                config,
                DefaultCredentialsProvider.builder().build(),
                Clock.systemUTC());
    }

    @Override
    public Optional<Schema> schema(String id) throws Rejection, SchemaUnavailable {
        HttpResponse<byte[]> answer = calls.ask(signed("{\"SchemaVersionId\":\"" + id + "\"}"));
        Row body = calls.body(answer);
        if (answer.statusCode() == RegistryCalls.OK) {
            return Optional.of(schema(body));
        }
        String problem = text(body, "__type");
        if (problem.endsWith(NO_SUCH_SCHEMA)) {
            return Optional.empty();
        }
        // Of its own problems it says the code only in the body: throttling, logins, rights.
        throw new SchemaUnavailable("AWS Glue refuses the request: "
                + (problem.matches("[A-Za-z.#]{1,100}") ? problem : "status " + answer.statusCode()));
    }

    private static Schema schema(Row body) throws Rejection, SchemaUnavailable {
        if (text(body, "Status").equals("PENDING")) {
            throw new SchemaUnavailable("AWS Glue is still checking the schema version");
        }
        if (!text(body, "DataFormat").equals("AVRO")) {
            throw SchemaText.malformed();
        }
        return SchemaText.parsed(List.of(), text(body, "SchemaDefinition"));
    }

    private static String text(Row body, String name) {
        return body.find(name).orElse(Value.Null.NULL) instanceof Value.Text text ? text.text() : "";
    }

    private HttpRequest.Builder signed(String body) throws SchemaUnavailable {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create(endpoint + "/"))
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .putHeader("X-Amz-Target", "AWSGlue.GetSchemaVersion")
                .build();
        SdkHttpRequest signed = signer.sign(SignRequest.builder(identity())
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(bytes))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "glue")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock)
                        .build())
                .request();
        HttpRequest.Builder post = HttpRequest.newBuilder(request.getUri()).POST(BodyPublishers.ofByteArray(bytes));
        for (Map.Entry<String, List<String>> header : signed.headers().entrySet()) {
            if (!header.getKey().equalsIgnoreCase(HOST)) {
                header.getValue().forEach(value -> post.header(header.getKey(), value));
            }
        }
        return post;
    }

    private AwsCredentialsIdentity identity() throws SchemaUnavailable {
        try {
            return credentials.resolveCredentials();
        } catch (SdkException nothing) {
            throw new SchemaUnavailable(
                    "there are no AWS credentials to sign requests with: give the process a role that may"
                            + " call glue:GetSchemaVersion");
        }
    }
}
