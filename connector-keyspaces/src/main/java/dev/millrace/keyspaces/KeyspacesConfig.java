package dev.millrace.keyspaces;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.format.configured.RecordFormats;
import dev.millrace.core.target.DefinedTable;
import dev.millrace.core.target.DefinedTables;
import dev.millrace.keyspaces.KeyspacesSettings.AutoCreate;
import dev.millrace.keyspaces.KeyspacesSettings.ContactPoint;
import dev.millrace.keyspaces.KeyspacesSettings.Login;
import dev.millrace.keyspaces.KeyspacesSettings.Service;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import dev.millrace.keyspaces.KeyspacesSettings.Tls;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the section {@code target} of a Keyspaces connector's configuration. For one thread. */
public final class KeyspacesConfig {
    private static final String CONTACT_POINTS = "target.contact-points";
    private static final String ENDPOINT = "target.control-endpoint";
    /** Several colons without brackets are an IPv6 address, which has no port then. */
    private static final Pattern CONTACT_POINT = Pattern.compile(
            "(?:\\[(?<bracketed>[^\\[\\]]+)]|(?<plain>[^:\\[\\]]+|[^:/\\[\\]]*(?::[^:/\\[\\]]*){2,}))(?::(?<port>[0-9]{1,9}))?");

    private static final int KEYSPACES_PORT = 9142;
    private static final int CASSANDRA_PORT = 9042;
    private static final int HIGHEST_PORT = 65_535;
    private static final List<String> SCHEMES = List.of("https", "http");

    private final ConfigReader reader;

    private KeyspacesConfig(ConfigReader reader) {
        this.reader = reader;
    }

    /** The settings; what is wrong with them is told by the reader's {@code finish()}. */
    public static KeyspacesSettings read(ConfigReader reader, ConnectorConfig connector) {
        KeyspacesSettings settings = new KeyspacesConfig(reader).settings(connector);
        SettingsChecks.check(settings)
                .forEach(problem -> reader.problem(problem.code(), problem.path(), problem.what(), problem.fix()));
        return settings;
    }

    private KeyspacesSettings settings(ConnectorConfig connector) {
        Service service = reader.choice(
                "target.service",
                Service.KEYSPACES,
                "What is spoken to: Amazon Keyspaces, or a Cassandra of your own. See [keyspaces.md](keyspaces.md).");
        List<ContactPoint> contactPoints = contactPoints(service);
        return new KeyspacesSettings(
                service,
                contactPoints,
                reader.text(
                        "target.local-datacenter",
                        "eu-central-1",
                        "The data center whose nodes are spoken to; with Amazon Keyspaces the Region."),
                reader.text("target.keyspace", "bank", "The keyspace of all tables, written as the catalog has it."),
                login(service),
                tls(service, contactPoints),
                reader.flag("target.auto-create", false, "Whether a missing keyspace and missing tables are created.")
                        ? AutoCreate.CREATE
                        : AutoCreate.REFUSE,
                reader.whole(
                        "target.replicas",
                        3,
                        1,
                        100,
                        "Copies of each row in a keyspace that `auto-create` creates in a Cassandra. Amazon Keyspaces keeps three."),
                reader.duration(
                        "target.request-timeout",
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(10),
                        "A statement without an answer is given up after it, and written again. Longer than the server's own timeouts."),
                reader.whole(
                        "target.in-flight",
                        128,
                        1,
                        10_000,
                        "Most statements at once, of all lanes together; fewer while the target throttles."),
                reader.whole(
                        "target.connections",
                        2,
                        1,
                        100,
                        "Connections to each node. Amazon Keyspaces answers 3,000 statements per second on each."),
                reader.textOr(
                        "target.progress-table",
                        "millrace_progress",
                        "The table, in the same keyspace, that keeps how far each partition has come."),
                endpoint(),
                tables(connector),
                connector.name());
    }

    private List<ContactPoint> contactPoints(Service service) {
        int otherwise = service == Service.KEYSPACES ? KEYSPACES_PORT : CASSANDRA_PORT;
        List<ContactPoint> points = new ArrayList<>();
        for (String written : reader.requiredList(
                CONTACT_POINTS,
                "[\"cassandra.eu-central-1.amazonaws.com:9142\"]",
                "Where the first connection is tried, each a host with or without a port (9142 with Amazon Keyspaces, else 9042).")) {
            Optional<ContactPoint> point = contactPoint(written.strip(), otherwise);
            if (point.isEmpty()) {
                invalid(
                        CONTACT_POINTS,
                        "\"" + written + "\" is no host with a port",
                        "write host or host:port, or [address]:port of an IPv6 address");
            }
            point.ifPresent(points::add);
        }
        return points;
    }

    private static Optional<ContactPoint> contactPoint(String written, int otherwise) {
        Matcher parts = CONTACT_POINT.matcher(written);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String port = parts.group("port");
        int number = port == null ? otherwise : Integer.parseInt(port);
        return number > 0 && number <= HIGHEST_PORT
                ? Optional.of(new ContactPoint(host(parts), number))
                : Optional.empty();
    }

    private static String host(Matcher parts) {
        String bracketed = parts.group("bracketed");
        return bracketed == null ? parts.group("plain") : bracketed;
    }

    private Login login(Service service) {
        Optional<String> user = reader.optional(
                "target.user",
                "millrace-at-123456789012",
                "A role of Cassandra's, or the user name of service-specific credentials. Without it, requests to Amazon Keyspaces are signed (SigV4) with the credentials of the SDK's default chain.");
        String password = reader.secret("target.password", "The password of `target.user`.");
        if (user.isPresent()) {
            return new Login.Password(user.get(), password);
        }
        if (!password.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "target.user",
                    "there is a target.password, and nobody whose it is",
                    "name the user, or take the password away");
        }
        return service == Service.KEYSPACES ? new Login.SigV4() : new Login.None();
    }

    private Optional<Tls> tls(Service service, List<ContactPoint> contactPoints) {
        boolean encrypted =
                reader.flag("target.tls", true, "Whether connections are encrypted. Amazon Keyspaces takes no others.");
        Optional<String> caFile = reader.optional(
                "target.tls-ca-file",
                "/etc/millrace/ca.pem",
                "A PEM file with the certificates to trust; without it those of the JVM.");
        Optional<String> hostName = reader.optional(
                "target.tls-host-name",
                "cassandra.eu-central-1.amazonaws.com",
                "The name that certificates have to be for. Without it, with Amazon Keyspaces the host of the first contact point; with Cassandra each node's own.");
        if (hostName.isEmpty() && service == Service.KEYSPACES && !contactPoints.isEmpty()) {
            // All nodes of the service answer with the certificate of its one name.
            hostName = Optional.of(contactPoints.get(0).host());
        }
        return encrypted ? Optional.of(new Tls(caFile, hostName)) : Optional.empty();
    }

    private Optional<URI> endpoint() {
        Optional<String> written = reader.optional(
                ENDPOINT,
                "https://vpce-0123.cassandra.eu-central-1.vpce.amazonaws.com",
                "Where `auto-create` reaches the control plane of Amazon Keyspaces; without it the Region's own endpoint.");
        if (written.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(written.get());
            if (uri.getHost() != null && uri.getPort() <= HIGHEST_PORT && SCHEMES.contains(uri.getScheme())) {
                return Optional.of(uri);
            }
        } catch (URISyntaxException malformed) {
            invalid(ENDPOINT, "\"" + written.get() + "\" is no URL", "write https://host");
            return Optional.empty();
        }
        invalid(ENDPOINT, "\"" + written.get() + "\" is no address of http or https with a host", "write https://host");
        return Optional.empty();
    }

    private List<TableSettings> tables(ConnectorConfig connector) {
        // Read for every entry, those included that DefinedTables leaves out: else their key would count as unknown.
        connector.tables().forEach(table -> partitionKey(table.path()));
        List<TableSettings> tables = new ArrayList<>();
        for (DefinedTable table : DefinedTables.read(
                reader, connector, RecordFormats.tokenKind(connector.format()).bytes())) {
            tables.add(new TableSettings(table, partitionKey(table.path())));
        }
        return tables;
    }

    private List<String> partitionKey(String path) {
        return reader.list(
                path + ".partition-key",
                "[account_id]",
                "Amazon Keyspaces and Cassandra only: those of the key's columns that say where a row is kept; the others order the rows there. Without it all of them.");
    }

    private void invalid(String path, String what, String fix) {
        reader.problem(ProblemCode.CONFIG_VALUE_INVALID, path, what, fix);
    }
}
