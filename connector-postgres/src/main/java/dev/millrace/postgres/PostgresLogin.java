package dev.millrace.postgres;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import java.nio.file.Path;
import java.util.Optional;

/** Reads how the connector logs in. */
final class PostgresLogin {
    private static final String PASSWORD = "target.password";
    private static final String PASSWORD_FILE = "target.password-file";
    private static final String SECRET = "target.secret-arn";

    /** What is shown to the server. */
    private enum By {
        PASSWORD,
        IAM,
        SECRET
    }

    private PostgresLogin() {}

    static Login read(ConfigReader reader) {
        By by = reader.choice(
                "target.login",
                By.PASSWORD,
                "How the role logs in: `password`; `iam` with tokens of AWS IAM; `secret` with what a secret of AWS Secrets Manager"
                        + " says. See [postgres.md](postgres.md#login).");
        String user = reader.text("target.user", "millrace", "The role that writes.");
        String password = reader.secret(
                PASSWORD,
                "The role's password. From a file it is read anew for each connection, so it may be rotated.");
        Optional<String> file = reader.optional(PASSWORD_FILE, "/etc/millrace/secret", "");
        Optional<String> region = reader.optional(
                "target.region",
                "eu-central-1",
                "With `login: iam` and `secret`: the AWS Region; without it what the AWS SDK finds. With `writer: data-api`: where the service is"
                        + " called; without it the cluster's.");
        Optional<String> secret = reader.optional(
                SECRET,
                "arn:aws:secretsmanager:eu-central-1:111122223333:secret:bank-Ab12Cd",
                "With `login: secret`: the secret with `username` and `password`, as its rotation writes it. It is read again when the"
                        + " server refuses what it said. With `writer: data-api`, where it is required, the service reads it.");
        if (by != By.PASSWORD && (file.isPresent() || !password.isEmpty())) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID, PASSWORD, "target.login asks for no password", "remove it");
        }
        if (by == By.SECRET && secret.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING, SECRET, "target.login is secret", "name the secret by its ARN");
        }
        if (by != By.SECRET && secret.isPresent()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    SECRET,
                    "target.login is not secret",
                    "remove it, or set login: secret");
        }
        return switch (by) {
            case PASSWORD ->
                file.<Login>map(name -> new Login.PasswordFile(user, Path.of(name)))
                        .orElse(new Login.Password(user, password));
            case IAM -> new Login.Iam(user, region);
            case SECRET -> new Login.Secret(user, secret.orElse(""), region);
        };
    }
}
