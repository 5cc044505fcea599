package dev.millrace.core.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Reads whose certificates a target's connections trust. */
public final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * What encrypts, and trusts these certificates only.
     *
     * @param caFile PEM, one certificate after the other; empty: those that the JVM trusts
     * @param key of the configuration that names the file
     * @throws ConfigurationException when the file cannot be used
     */
    public static SSLContext context(Optional<String> caFile, String key) {
        try {
            if (caFile.isEmpty()) {
                return SSLContext.getDefault();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(Path.of(caFile.get())), null);
            return context;
        } catch (GeneralSecurityException | IOException unusable) {
            throw new ConfigurationException(new Problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    key,
                    "the file " + caFile.orElse("") + " has no certificates that can be read",
                    "write them in PEM, one after the other"));
        }
    }

    /**
     * What trusts these certificates only.
     *
     * @param file PEM, one certificate after the other
     */
    public static TrustManager[] managers(Path file) throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store(file));
        return trust.getTrustManagers();
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
