package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import dev.millrace.keyspaces.KeyspacesSettings.Tls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

/** For which name a server's certificate has to be. */
class TlsEnginesTest {
    private static SSLEngine engine(Optional<String> hostName, InetSocketAddress node) {
        return TlsEngines.of(new Tls(Optional.empty(), hostName)).newSslEngine(new DefaultEndPoint(node));
    }

    @Test
    void aContactPointThatIsANameIsCheckedByThatName() {
        SSLEngine engine = engine(Optional.empty(), InetSocketAddress.createUnresolved("node-1", 9042));
        assertEquals("node-1", engine.getPeerHost());
        assertEquals("HTTPS", engine.getSSLParameters().getEndpointIdentificationAlgorithm());
    }

    @Test
    void aNodeThatTheDriverFoundIsCheckedByItsAddress() throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        assertEquals(
                "10.0.0.1",
                engine(Optional.empty(), new InetSocketAddress(address, 9042)).getPeerHost());
    }

    @Test
    void aConfiguredNameStandsForAllNodes() {
        assertEquals(
                "service",
                engine(Optional.of("service"), InetSocketAddress.createUnresolved("node-1", 9042))
                        .getPeerHost());
    }
}
