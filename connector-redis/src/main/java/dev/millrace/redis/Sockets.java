package dev.millrace.redis;

import dev.millrace.redis.RedisSettings.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Opens connections, encrypted ones where that is wanted. Safe for all threads. */
final class Sockets {
    private final Optional<SSLSocketFactory> tls;
    private final int timeoutMillis;

    /** @param timeout until a connection stands, and until the next byte comes */
    Sockets(Optional<SSLSocketFactory> tls, Duration timeout) {
        this.tls = tls;
        this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    }

    /** Tries each address that the name has. */
    Socket open(Node node) throws IOException {
        IOException failure = new IOException("the name has no address");
        for (InetAddress address : InetAddress.getAllByName(node.host())) {
            Socket plain = new Socket();
            try {
                return open(plain, node, address);
            } catch (IOException next) {
                plain.close();
                failure = next;
            }
        }
        throw failure;
    }

    private Socket open(Socket plain, Node node, InetAddress address) throws IOException {
        plain.setTcpNoDelay(true);
        plain.setKeepAlive(true);
        // Closing must never wait: a server that takes nothing more would make it.
        plain.setSoLinger(true, 0);
        plain.connect(new InetSocketAddress(address, node.port()), timeoutMillis);
        plain.setSoTimeout(timeoutMillis);
        if (tls.isEmpty()) {
            return plain;
        }
        SSLSocket encrypted = (SSLSocket) tls.get().createSocket(plain, node.host(), node.port(), true);
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        try {
            encrypted.startHandshake();
        } catch (SocketTimeoutException late) {
            throw new SilentHandshake();
        }
        return encrypted;
    }

    /** The connection stood, and nobody answered what begins the encryption. A server that does not encrypt waits for the end of a line. */
    static final class SilentHandshake extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
