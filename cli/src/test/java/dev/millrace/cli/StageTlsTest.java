package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.simulator.wire.TlsSettings;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does not show what the other side trusts gets no byte through. */
final class StageTlsTest {
    private static final int TIMEOUT_MILLIS = 3_000;

    @TempDir
    static Path directory;

    @BeforeAll
    static void writeCertificates() throws Exception {
        Certificates.write(Files.createDirectory(directory.resolve("ours")));
        Certificates.write(Files.createDirectory(directory.resolve("theirs")));
    }

    @Test
    void both_sides_trust_each_other() throws Exception {
        assertEquals('x', sent(settings("mutual", "ours", "ours"), settings("mutual", "ours", "ours"), "127.0.0.1"));
        assertEquals('x', sent(settings("server", "ours", "ours"), settings("server", "ours", ""), "127.0.0.1"));
    }

    @Test
    void a_publisher_without_a_certificate_or_with_anothers_is_refused() {
        assertThrows(
                IOException.class,
                () -> sent(settings("mutual", "ours", "ours"), settings("mutual", "ours", ""), "127.0.0.1"));
        assertThrows(
                IOException.class,
                () -> sent(settings("mutual", "ours", "ours"), settings("mutual", "ours", "theirs"), "127.0.0.1"));
    }

    @Test
    void a_dispatcher_that_is_not_trusted_or_has_another_name_is_refused() {
        assertThrows(
                IOException.class,
                () -> sent(settings("server", "ours", "theirs"), settings("server", "ours", ""), "127.0.0.1"));
        assertThrows(
                IOException.class,
                () -> sent(settings("server", "ours", "ours"), settings("server", "ours", ""), "localhost"));
    }

    @Test
    void a_plain_connection_says_nothing_to_an_encrypted_one() {
        assertThrows(IOException.class, () -> sent(settings("server", "ours", "ours"), TlsSettings.off(), "127.0.0.1"));
    }

    /** A byte from the Publisher's side, as the Dispatcher's reads it. */
    private static int sent(TlsSettings dispatcher, TlsSettings publisher, String host) throws Exception {
        try (ServerSocket server = dispatcher.serverSocket("127.0.0.1", 0)) {
            server.setSoTimeout(TIMEOUT_MILLIS);
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.setSoTimeout(TIMEOUT_MILLIS);
                    int first = socket.getInputStream().read();
                    socket.getOutputStream().write(first);
                    return first;
                } catch (IOException refused) {
                    return -1;
                }
            });
            try (Socket socket = publisher.socket(host, server.getLocalPort(), TIMEOUT_MILLIS)) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                socket.getOutputStream().write('x');
                socket.getOutputStream().flush();
                if (socket.getInputStream().read() != 'x') {
                    throw new IOException("no answer");
                }
            }
            return read.join();
        }
    }

    private static TlsSettings settings(String mode, String authority, String own) throws IOException {
        Path file = directory.resolve("tls.yaml");
        String certificate = own.isEmpty()
                ? ""
                : ", certificate-file: " + directory.resolve(own) + "/tls.crt, key-file: " + directory.resolve(own)
                        + "/tls.key";
        Files.writeString(
                file,
                "tls: {mode: " + mode + ", ca-file: " + directory.resolve(authority) + "/ca.crt" + certificate + "}\n");
        ConfigReader reader = ConfigReader.of(file, Map.of());
        TlsSettings settings = TlsSettings.read(reader, "tls", "the other side");
        reader.finish();
        return settings;
    }
}
