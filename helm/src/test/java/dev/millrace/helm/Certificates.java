package dev.millrace.helm;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;

/** Something in PEM for files that have to hold it. */
final class Certificates {
    private Certificates() {}

    /** The first that the JDK trusts. */
    static String any() throws IOException {
        Path trusted = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
        try {
            KeyStore store = KeyStore.getInstance(trusted.toFile(), (char[]) null);
            return pem(
                    "CERTIFICATE",
                    store.getCertificate(Collections.list(store.aliases()).get(0))
                            .getEncoded());
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(trusted + " cannot be read", unreadable);
        }
    }

    /** With a private key before it, which is not its own: nobody logs in with it. */
    static String withKey() throws IOException {
        try {
            byte[] key = KeyPairGenerator.getInstance("RSA")
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            return pem("PRIVATE KEY", key) + any();
        } catch (GeneralSecurityException missing) {
            throw new IOException("there is no RSA", missing);
        }
    }

    private static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
