package dev.millrace.core.format.registry.glue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.config.RegistryConfig;
import dev.millrace.core.config.RegistryConfig.Kind;
import dev.millrace.core.config.RegistryConfig.Login;
import dev.millrace.core.format.SchemaUnavailable;
import dev.millrace.core.format.registry.StandInRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

class GlueRegistryTest {
    private static final String ID = "b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-29T01:00:00Z"), ZoneOffset.UTC);

    private final StandInRegistry server = new StandInRegistry();
    private final GlueRegistry registry = registry(() -> AwsBasicCredentials.create("AKID", "secret"));

    private GlueRegistry registry(AwsCredentialsProvider credentials) {
        RegistryConfig config = new RegistryConfig(
                Kind.GLUE,
                Optional.of(server.url()),
                new Login.None(),
                Optional.empty(),
                Duration.ofSeconds(10),
                Optional.of("eu-central-1"));
        return new GlueRegistry("eu-central-1", config, credentials, CLOCK);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String unavailable(GlueRegistry asked) {
        return String.valueOf(
                assertThrows(SchemaUnavailable.class, () -> asked.schema(ID)).getMessage());
    }

    @Test
    void a_schema_version_is_found_with_a_signed_request() throws Exception {
        server.answer(
                "/",
                "{\"SchemaVersionId\":\"" + ID
                        + "\",\"DataFormat\":\"AVRO\",\"Status\":\"AVAILABLE\",\"SchemaDefinition\":\"\\\"long\\\"\"}");
        assertEquals(Optional.of(Schema.create(Schema.Type.LONG)), registry.schema(ID));
        assertEquals(List.of("{\"SchemaVersionId\":\"" + ID + "\"}"), server.bodies);
        String asked = server.asked.get(0);
        assertTrue(
                asked.startsWith("/ AWS4-HMAC-SHA256 Credential=AKID/20260329/eu-central-1/glue/aws4_request"), asked);
        assertTrue(asked.contains("x-amz-target"), asked);
    }

    @Test
    void a_version_that_the_registry_does_not_have_has_no_schema() throws Exception {
        server.fail(400, "{\"__type\":\"EntityNotFoundException\",\"Message\":\"Schema version is not found.\"}");
        assertEquals(Optional.empty(), registry.schema(ID));
    }

    @Test
    void what_it_refuses_is_said_by_its_code_alone() {
        server.fail(400, "{\"__type\":\"AccessDeniedException\",\"Message\":\"arn:aws:iam::1:user/x\"}");
        assertEquals("AWS Glue refuses the request: AccessDeniedException", unavailable(registry));
        server.fail(400, "{\"__type\":\"<what is that>\"}");
        assertEquals("AWS Glue refuses the request: status 400", unavailable(registry));
        server.fail(500);
        assertTrue(unavailable(registry).endsWith("answers 500"));
    }

    @Test
    void a_version_that_is_still_checked_is_waited_for() {
        server.answer("/", "{\"DataFormat\":\"AVRO\",\"Status\":\"PENDING\",\"SchemaDefinition\":\"\\\"long\\\"\"}");
        assertTrue(unavailable(registry).contains("still checking"));
    }

    @Test
    void what_is_not_avro_is_refused() {
        server.answer("/", "{\"DataFormat\":\"JSON\",\"Status\":\"AVAILABLE\",\"SchemaDefinition\":\"{}\"}");
        Rejection rejection = assertThrows(Rejection.class, () -> registry.schema(ID));
        assertEquals("schema", rejection.place());
    }

    @Test
    void without_credentials_nobody_is_asked() {
        GlueRegistry nobody = registry(() -> {
            throw SdkClientException.create("none");
        });
        assertTrue(unavailable(nobody).contains("no AWS credentials"));
        assertEquals(List.of(), server.asked);
    }
}
