package dev.millrace.core.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the schemas of records are kept: the section {@code format.registry}.
 *
 * @param url of its API, without a slash at the end; empty where the kind knows it by itself
 * @param caFile PEM with the certificates to trust; without it those of the JVM
 * @param timeout of one question, from the connection to the last byte of the answer
 * @param region of AWS
 */
public record RegistryConfig(
        Kind kind, Optional<URI> url, Login login, Optional<String> caFile, Duration timeout, Optional<String> region) {
    private static final String URL = "format.registry.url";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Whose API it speaks; it decides how records name their schemas. */
    public enum Kind {
        CONFLUENT,
        GLUE
    }

    /** Who asks. */
    public sealed interface Login {
        /** Nobody. */
        record None() implements Login {}

        /** A user with a password. */
        record Basic(String user, String password) implements Login {
            @Override
            public String toString() {
                return "Basic[" + user + "]";
            }
        }

        /** A token. */
        record Bearer(String token) implements Login {
            @Override
            public String toString() {
                return "Bearer";
            }
        }
    }

    /** Declares all keys; reports what is wrong with them only where records need a registry. */
    static Optional<RegistryConfig> read(ConfigReader reader, FormatConfig.Type type) {
        Kind kind = reader.choice(
                "format.registry.type",
                Kind.CONFLUENT,
                "Only with `precisely-avro`, as all keys of the registry. `confluent`: the API of Confluent's registry, which"
                        + " others have too. `glue`: AWS Glue.");
        Optional<String> url = reader.optional(
                URL,
                "https://registry.example.com:8081",
                "Where the API is. Required with `confluent`; with `glue` only for an endpoint of your own.");
        Optional<String> user =
                reader.optional("format.registry.user", "millrace", "The user, where the registry wants a login.");
        String password = reader.secret("format.registry.password", "The password of `format.registry.user`.");
        String token = reader.secret("format.registry.token", "A token (bearer), in place of user and password.");
        Optional<String> caFile = reader.optional(
                "format.registry.ca-file",
                "/etc/millrace/registry-ca.pem",
                "A PEM file with the certificates to trust; without it those of the JVM.");
        Duration timeout = reader.duration(
                "format.registry.timeout",
                TIMEOUT,
                SHORTEST,
                LONGEST,
                "How long one question may take. After it the lane waits, and asks again.");
        Optional<String> region = reader.optional(
                "format.registry.region",
                "eu-central-1",
                "Only with `glue`, and required there: the region. Requests are signed with the credentials of the SDK's default"
                        + " chain.");
        if (type != FormatConfig.Type.PRECISELY_AVRO) {
            return Optional.empty();
        }
        require(reader, kind, url, region);
        Login login = login(reader, user, password, token);
        return Optional.of(
                new RegistryConfig(kind, url.flatMap(text -> parsed(reader, text)), login, caFile, timeout, region));
    }

    private static void require(ConfigReader reader, Kind kind, Optional<String> url, Optional<String> region) {
        if (kind == Kind.CONFLUENT && url.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    URL,
                    "records of this format name their schema, and nothing says where it is kept",
                    "add the address of the registry, as in \"https://registry.example.com:8081\"");
        }
        if (kind == Kind.GLUE && region.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "format.registry.region",
                    "nothing says in which region the registry is",
                    "add it, as in \"eu-central-1\"");
        }
    }

    private static Login login(ConfigReader reader, Optional<String> user, String password, String token) {
        if (!token.isEmpty() && user.isPresent()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "format.registry.token",
                    "there are a token and a user",
                    "give the one that the registry wants");
        }
        if (user.isEmpty() && !password.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "format.registry.user",
                    "there is a format.registry.password, and nobody whose it is",
                    "name the user, or take the password away");
        }
        if (!token.isEmpty()) {
            return new Login.Bearer(token);
        }
        return user.isPresent() ? new Login.Basic(user.get(), password) : new Login.None();
    }

    /** Not shown where it is wrong: it may have a password in it. */
    private static Optional<URI> parsed(ConfigReader reader, String text) {
        try {
            URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean known = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (known && url.getHost() != null && url.getUserInfo() == null && url.getQuery() == null) {
                return Optional.of(url);
            }
        } catch (URISyntaxException noAddress) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID, URL, "is no address", "write http or https, host and port");
            return Optional.empty();
        }
        reader.problem(
                ProblemCode.CONFIG_VALUE_INVALID,
                URL,
                "is no address of an API",
                "write http or https, host and port; a login goes into format.registry.user");
        return Optional.empty();
    }
}
