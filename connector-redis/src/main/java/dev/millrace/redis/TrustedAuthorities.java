package dev.millrace.redis;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.redis.RedisSettings.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Makes what encrypts connections, and trusts the certificates of some authorities only. */
final class TrustedAuthorities {
    private TrustedAuthorities() {}

    /** @throws ConfigurationException when the file of certificates cannot be used */
    static SSLSocketFactory sockets(Tls tls) {
        try {
            if (tls.caFile().isEmpty()) {
                return SSLContext.getDefault().getSocketFactory();
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store(Path.of(tls.caFile().get())));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
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
}
