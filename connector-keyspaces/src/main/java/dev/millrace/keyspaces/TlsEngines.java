package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.keyspaces.KeyspacesSettings.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

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

    /** @throws ConfigurationException when the file of certificates cannot be used */
    static TlsEngines of(Tls tls) {
        try {
            if (tls.caFile().isEmpty()) {
                return new TlsEngines(SSLContext.getDefault(), tls);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(Path.of(tls.caFile().get())));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return new TlsEngines(context, tls);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new ConfigurationException(new Problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "target.tls-ca-file",
                    "the file " + tls.caFile().orElse("") + " has no certificates that can be read",
                    "write them in PEM, one after the other"));
        }
    }

    private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                throw new IOException("no certificate");
            }
        }
        return store;
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
