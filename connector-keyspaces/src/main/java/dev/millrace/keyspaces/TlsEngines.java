package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import dev.millrace.core.config.TrustedCertificates;
import dev.millrace.keyspaces.KeyspacesSettings.Tls;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Makes the engines that encrypt connections. A certificate has to be trusted, and to be for the right name: the nodes of Amazon Keyspaces
 * are known to the driver by address alone, and all answer with the certificate of the service's name. Safe for all threads.
 */
final class TlsEngines implements SslEngineFactory {
    private final SSLContext context;
    private final Tls tls;

    private TlsEngines(SSLContext context, Tls tls) {
        this.context = context;
        this.tls = tls;
    }

    /** @throws dev.millrace.core.config.ConfigurationException when the file of certificates cannot be used */
    static TlsEngines of(Tls tls) {
        return new TlsEngines(TrustedCertificates.context(tls.caFile(), "target.tls-ca-file"), tls);
    }

    @Override
    public SSLEngine newSslEngine(EndPoint node) {
        SocketAddress address = node.resolve();
        String host = "";
        int port = 0;
        if (address instanceof InetSocketAddress internet) {
            host = internet.getHostString();
            port = internet.getPort();
        }
        SSLEngine engine = context.createSSLEngine(tls.hostName().orElse(host), port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public void close() {}
}
