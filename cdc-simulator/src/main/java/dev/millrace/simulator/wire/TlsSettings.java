package dev.millrace.simulator.wire;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * How connections are made: plain, or with TLS by these certificates.
 *
 * @param context empty: plain
 * @param mutual whether the side that is connected to asks for a certificate
 */
public record TlsSettings(Optional<SSLContext> context, boolean mutual) {
    private static final int BACKLOG = 50;
    private static final int LINGER_SECONDS = 1;

    /** How connections are encrypted. */
    private enum Mode {
        NONE,
        SERVER,
        MUTUAL
    }

    /** No TLS. */
    public static TlsSettings off() {
        return new TlsSettings(Optional.empty(), false);
    }

    /**
     * Reads a section.
     *
     * @param peer whom the certificates are to convince
     */
    public static TlsSettings read(ConfigReader reader, String section, String peer) {
        Mode mode = reader.choice(
                section + ".mode",
                Mode.NONE,
                "`none`: connections are plain; `server`: the Dispatcher shows a certificate; `mutual`: the Publisher shows one too.");
        Optional<String> authorities = reader.optional(
                section + ".ca-file",
                "/etc/millrace/tls/ca.crt",
                "PEM with the authorities whose certificates of " + peer
                        + " are trusted; without it those of the JVM.");
        Optional<String> certificate = reader.optional(
                section + ".certificate-file", "/etc/millrace/tls/tls.crt", "PEM with our certificate and its chain.");
        Optional<String> key = reader.optional(
                section + ".key-file",
                "/etc/millrace/tls/tls.key",
                "PEM with the certificate's key, PKCS #8, not encrypted.");
        if (mode == Mode.NONE) {
            return off();
        }
        if (certificate.isPresent() != key.isPresent()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    section + (key.isPresent() ? ".certificate-file" : ".key-file"),
                    "a certificate is of no use without its key, nor a key without its certificate",
                    "give both files, or none");
            return off();
        }
        try {
            return new TlsSettings(Optional.of(PemFiles.context(authorities, certificate, key)), mode == Mode.MUTUAL);
        } catch (GeneralSecurityException | IOException | RuntimeException unusable) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    section,
                    "its files cannot be used: " + unusable.getMessage(),
                    "give readable PEM files: certificates, and a key in PKCS #8 that is not encrypted");
            return off();
        }
    }

    /** Connects; with TLS the certificate has to be for this host. */
    public Socket socket(String host, int port, int timeoutMillis) throws IOException {
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), timeoutMillis);
            if (context.isEmpty()) {
                return plain;
            }
            SSLSocket socket = (SSLSocket) context.get().getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(timeoutMillis);
            // Else whoever closes it would wait for a writer that the other side keeps.
            socket.setSoLinger(true, LINGER_SECONDS);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException failed) {
            plain.close();
            throw failed;
        }
    }

    /** Listens. */
    public ServerSocket serverSocket(String host, int port) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        if (context.isEmpty()) {
            return new ServerSocket(port, BACKLOG, address);
        }
        SSLServerSocket socket =
                (SSLServerSocket) context.get().getServerSocketFactory().createServerSocket(port, BACKLOG, address);
        socket.setNeedClientAuth(mutual);
        return socket;
    }
}
