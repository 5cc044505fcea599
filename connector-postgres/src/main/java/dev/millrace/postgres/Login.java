package dev.millrace.postgres;

import java.nio.file.Path;
import java.util.Optional;

/** How the connector logs in. */
public sealed interface Login {

    /** The role that writes. */
    String user();

    /** With a password that stays. */
    record Password(String user, String password) implements Login {
        /** Without the password. */
        @Override
        public String toString() {
            return "Password[user=" + user + "]";
        }
    }

    /** With a password that is read anew for each connection. */
    record PasswordFile(String user, Path file) implements Login {}

    /**
     * With tokens of IAM.
     *
     * @param region empty: the one that the environment has
     */
    record Iam(String user, Optional<String> region) implements Login {}

    /**
     * With what a secret of Secrets Manager says, read anew once the server refuses it.
     *
     * @param user where the secret names none
     * @param region empty: the one that the environment has
     */
    record Secret(String user, String arn, Optional<String> region) implements Login {}
}
