package dev.millrace.helm;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;

/** A certificate for files that have to hold one. */
final class Certificates {
    private Certificates() {}

    /** The first that the JDK trusts, in PEM. */
    static String any() throws IOException {
        Path trusted = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        try {
            KeyStore store = KeyStore.getInstance(trusted.toFile(), (char[]) null);
            byte[] certificate = store.getCertificate(
                            Collections.list(store.aliases()).get(0))
                    .getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
            return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(trusted + " cannot be read", unreadable);
        }
    }
}
