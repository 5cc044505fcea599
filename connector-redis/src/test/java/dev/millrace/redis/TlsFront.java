package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Node;
import dev.millrace.stack.RedisServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Encrypts for a server that was built without TLS. */
final class TlsFront implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final ServerSocket listener;
    private final Path certificate;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param name that the certificate is for, as keytool writes it: {@code ip:127.0.0.1} */
    TlsFront(RedisServer server, Path directory, String name) throws Exception {
        Path store = directory.resolve("front.p12");
        this.certificate = directory.resolve("front.pem");
        keytool(
                directory,
                store,
                "-genkeypair",
                "-alias",
                "front",
                "-keyalg",
                "EC",
                "-dname",
                "CN=front",
                "-ext",
                "san=" + name);
        keytool(directory, store, "-exportcert", "-rfc", "-alias", "front", "-file", certificate.toString());
        this.listener =
                context(store).getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Relay.start(() -> accept(server));
    }

    private static void keytool(Path directory, Path store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command));
        }
    }

    private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    Node node() {
        return new Node("127.0.0.1", listener.getLocalPort());
    }

    /** In PEM. */
    Path certificate() {
        return certificate;
    }

    private void accept(RedisServer server) {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                Relay.start(() -> pass(client, server));
            }
        } catch (IOException closed) {
            open.forEach(Relay::close);
        }
    }

    private void pass(Socket client, RedisServer server) {
        try {
            Socket behind = new Socket(server.host(), server.port());
            open.add(behind);
            Relay.start(() -> Relay.pump(behind, client));
            Relay.pump(client, behind);
        } catch (IOException gone) {
            Relay.close(client);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
