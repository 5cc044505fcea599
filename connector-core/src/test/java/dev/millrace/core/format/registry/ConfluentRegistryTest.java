package dev.millrace.core.format.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.config.RegistryConfig.Login;
import dev.millrace.core.format.SchemaUnavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfluentRegistryTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final StandInRegistry server = new StandInRegistry();

    @AfterEach
    void stop() {
        server.close();
    }

    private String unavailable(SchemaRegistry registry) {
        return String.valueOf(assertThrows(SchemaUnavailable.class, () -> registry.schema("7"))
                .getMessage());
    }

    private void malformed() {
        Rejection rejection =
                assertThrows(Rejection.class, () -> server.client().schema("7"));
        assertEquals(RejectionReason.UNDECODABLE, rejection.reason());
        assertEquals("schema", rejection.place());
    }

    @Test
    void a_schema_is_found_by_its_id() throws Exception {
        server.put(7, "\"long\"");
        assertEquals(
                Optional.of(Schema.create(Schema.Type.LONG)), server.client().schema("7"));
        assertEquals(List.of("/schemas/ids/7"), server.asked);
    }

    @Test
    void an_id_that_the_registry_does_not_have_has_no_schema() throws Exception {
        assertEquals(Optional.empty(), server.client().schema("7"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429, 408, 301})
    void an_error_of_the_registry_is_not_the_records(int status) {
        server.fail(status);
        assertTrue(unavailable(server.client()).endsWith("answers " + status));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a_login_that_is_refused_is_said(int status) {
        server.fail(status);
        assertTrue(unavailable(server.client()).contains("refuses the login (" + status + ")"));
    }

    @Test
    void an_address_that_is_not_the_apis_is_said() {
        server.answer("/schemas/ids/7", "<html>");
        assertTrue(unavailable(server.client()).contains("format.registry.url"));
    }

    @Test
    void a_registry_that_is_not_there_is_unavailable() throws IOException {
        URI nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
        unavailable(new ConfluentRegistry(nobody, server.config(new Login.None(), PATIENT)));
    }

    @Test
    void a_registry_that_does_not_answer_is_unavailable_after_the_timeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            Duration timeout = Duration.ofMillis(100);
            assertTrue(unavailable(new ConfluentRegistry(url, server.config(new Login.None(), timeout)))
                    .endsWith("does not answer in time"));
        }
    }

    @Test
    void the_login_goes_with_every_question() throws Exception {
        new ConfluentRegistry(server.url(), server.config(new Login.Basic("me", "p:w"), PATIENT)).schema("7");
        new ConfluentRegistry(server.url(), server.config(new Login.Bearer("secret"), PATIENT)).schema("8");
        assertEquals(
                List.of(
                        "/schemas/ids/7 Basic "
                                + Base64.getEncoder().encodeToString("me:p:w".getBytes(StandardCharsets.UTF_8)),
                        "/schemas/ids/8 Bearer secret"),
                server.asked);
    }

    @Test
    void schemas_that_it_refers_to_are_put_together() throws Exception {
        String inner = StandInRegistry.escaped("{\"type\":\"fixed\",\"name\":\"a.Two\",\"size\":2}");
        String outer = StandInRegistry.escaped("{\"type\":\"array\",\"items\":\"a.Two\"}");
        server.answer("/subjects/of%20two%2Fthree/versions/3", "{\"schema\":\"" + inner + "\"}");
        server.answer(
                "/schemas/ids/7",
                "{\"schema\":\"" + outer
                        + "\",\"references\":[{\"name\":\"a.Two\",\"subject\":\"of two/three\",\"version\":3}]}");
        assertEquals(
                Optional.of(Schema.createArray(Schema.createFixed("Two", null, "a", 2))),
                server.client().schema("7"));
    }

    @Test
    void schemas_that_refer_to_each_other_are_refused() {
        String referring =
                "{\"schema\":\"\\\"x.Y\\\"\",\"references\":[{\"name\":\"x.Y\",\"subject\":\"s\",\"version\":1}]}";
        server.answer("/subjects/s/versions/1", referring);
        server.answer("/schemas/ids/7", referring);
        malformed();
    }

    @Test
    void what_is_not_avro_is_refused() {
        server.answer("/schemas/ids/7", "{\"schemaType\":\"PROTOBUF\",\"schema\":\"x\"}");
        malformed();
        server.put(7, "{\"type\":\"nothing\"}");
        malformed();
    }
}
