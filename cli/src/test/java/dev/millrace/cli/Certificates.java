package dev.millrace.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate of 127.0.0.1 and its key in PEM, trusted by itself: {@code ca.crt}, {@code tls.crt} and {@code tls.key}. */
public final class Certificates {
    private Certificates() {}

    /** Writes them into a directory. */
    public static void write(Path directory) throws Exception {
        Path store = directory.resolve("keys.p12");
        Keytool.run(
                directory,
                List.of(
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12"),
                store);
        KeyStore keys = KeyStore.getInstance(store.toFile(), Keytool.PASSWORD.toCharArray());
        String certificate = pem("CERTIFICATE", keys.getCertificate("own").getEncoded());
        Files.writeString(directory.resolve("ca.crt"), certificate);
        Files.writeString(directory.resolve("tls.crt"), certificate);
        Files.writeString(
                directory.resolve("tls.key"),
                pem(
                        "PRIVATE KEY",
                        keys.getKey("own", Keytool.PASSWORD.toCharArray()).getEncoded()));
    }

    /** An encoded object between its lines. */
    static String pem(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
