package dev.millrace.postgres;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.postgres.PostgresSettings.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the keys of the section {@code target} that belong to one writer, and refuses those of the other. For one thread. */
final class WriterKeys {
    private static final String CLUSTER = "target.resource-arn";
    private static final String SECRET = "target.secret-arn";
    private static final String DATABASE = "target.database";
    private static final String REGION = "target.region";
    private static final String ENDPOINT = "target.endpoint";

    private static final String CLUSTER_EXAMPLE = "arn:aws:rds:eu-central-1:111122223333:cluster:bank";
    private static final String SECRET_EXAMPLE =
            "arn:aws:secretsmanager:eu-central-1:111122223333:secret:millrace-AbCdEf";

    private static final Pattern CLUSTER_ARN = Pattern.compile("arn:aws[a-z-]*:rds:([a-z0-9-]+):\\d{12}:cluster:[^:]+");
    private static final Pattern SECRET_ARN =
            Pattern.compile("arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[^:]+");

    private final ConfigReader reader;
    private final Writer writer;

    WriterKeys(ConfigReader reader, Writer writer) {
        this.reader = reader;
        this.writer = writer;
    }

    /** A text that connections need. */
    String jdbc(String key, String example, String meaning) {
        if (writer == Writer.JDBC) {
            return reader.text(key, example, meaning);
        }
        reader.optional(key, example, meaning).ifPresent(given -> refuse(key));
        return "";
    }

    /** How connections log in. */
    Login login() {
        if (writer == Writer.JDBC) {
            return PostgresLogin.read(reader);
        }
        for (String key : List.of("target.login", "target.user", "target.password", "target.password-file")) {
            reader.optional(key, "", "").ifPresent(given -> refuse(key));
        }
        return PostgresSettings.NOBODY;
    }

    /** Empty where connections are used. Where a key is missing or wrong, an example stands in, as the reader does it. */
    Optional<DataApiServer> dataApi() {
        String cluster = dataApi(CLUSTER, CLUSTER_EXAMPLE, "the ARN of the Aurora cluster.");
        String database = dataApi(DATABASE, "bank", "the database.");
        Optional<String> endpoint = optional(
                ENDPOINT,
                "https://vpce-0123-abcd.rds-data.eu-central-1.vpce.amazonaws.com",
                "With `writer: data-api`: the address of the service where it is not the Region's own, such as a VPC endpoint.");
        if (writer == Writer.JDBC) {
            return Optional.empty();
        }
        // Connections have them too, for their login.
        String secret = reader.text(SECRET, SECRET_EXAMPLE, "The secret with the login of the role that writes.");
        Optional<String> region = reader.optional(REGION, "eu-central-1", "Where the service is called.");
        Matcher arn = CLUSTER_ARN.matcher(cluster);
        if (!arn.matches()) {
            invalid(CLUSTER, "\"" + cluster + "\" is no ARN of a cluster", "write it as in " + CLUSTER_EXAMPLE);
        }
        if (!SECRET_ARN.matcher(secret).matches()) {
            invalid(SECRET, "\"" + secret + "\" is no ARN of a secret", "write it as in " + SECRET_EXAMPLE);
        }
        return Optional.of(new DataApiServer(
                cluster,
                secret,
                database,
                region.orElseGet(() -> arn.matches() ? arn.group(1) : ""),
                endpoint.flatMap(this::address)));
    }

    /** A text that the Data API needs. */
    private String dataApi(String key, String example, String meaning) {
        String said = "With `writer: data-api`, where it is required: " + meaning;
        return writer == Writer.DATA_API
                ? reader.text(key, example, said)
                : optional(key, example, said).orElse("");
    }

    private Optional<String> optional(String key, String example, String meaning) {
        Optional<String> given = reader.optional(key, example, meaning);
        if (writer == Writer.JDBC && given.isPresent()) {
            refuse(key);
        }
        return given;
    }

    private Optional<URI> address(String text) {
        try {
            URI uri = new URI(text);
            if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException notAnAddress) {
            return noAddress(text);
        }
        return noAddress(text);
    }

    private Optional<URI> noAddress(String text) {
        invalid(ENDPOINT, "\"" + text + "\" is no address of a service", "write https://HOST");
        return Optional.empty();
    }

    private void refuse(String key) {
        String other = writer == Writer.JDBC ? "writer: jdbc" : "writer: data-api";
        invalid(key, "means nothing with " + other, "remove it, or change target.writer");
    }

    private void invalid(String key, String what, String fix) {
        reader.problem(ProblemCode.CONFIG_VALUE_INVALID, key, what, fix);
    }
}
