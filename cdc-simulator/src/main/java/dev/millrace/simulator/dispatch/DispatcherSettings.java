package dev.millrace.simulator.dispatch;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.CopyPath;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.simulator.process.CopybookSetting;
import dev.millrace.simulator.process.ObserveSettings;
import dev.millrace.simulator.unit.UnitPart;
import dev.millrace.simulator.wire.TlsSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a Dispatcher is configured.
 *
 * @param windowBytes of each connection
 * @param objects by the source's name
 * @param topics whether to create those that are missing, and how
 * @param kafka properties of Kafka's clients, passed through
 */
public record DispatcherSettings(
        String name,
        String host,
        int port,
        TlsSettings tls,
        int windowBytes,
        int workers,
        Map<String, DispatchedObject> objects,
        TopicCreation topics,
        Map<String, String> kafka,
        Faults faults,
        ObserveSettings observe) {
    private static final int USUAL_PORT = 7400;
    private static final int USUAL_OBSERVE_PORT = 9407;
    private static final int MAX_PORT = 65_535;
    private static final int MEGABYTE = 1 << 20;
    private static final String SERVERS = "bootstrap.servers";

    /**
     * How topics are created.
     *
     * @param partitions of a topic that is created, and to be those of one that is there
     */
    record TopicCreation(int partitions, short replicas) {}

    /** @throws dev.millrace.core.config.ConfigurationException with every problem */
    public static DispatcherSettings read(Path file, Map<String, String> environment) {
        ConfigReader reader = ConfigReader.of(file, environment);
        DispatcherSettings settings = read(reader);
        reader.finish();
        return settings;
    }

    /** What is wrong is told by the reader's {@code finish()}. */
    public static DispatcherSettings read(ConfigReader reader) {
        Map<String, String> kafka = reader.passThrough("kafka");
        if (kafka.getOrDefault(SERVERS, "").isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "kafka." + SERVERS,
                    "there is no broker to start from",
                    "add it, as in \"broker-1:9092,broker-2:9092\"");
        }
        return new DispatcherSettings(
                reader.text("name", "bank-dispatcher", "Name of this Dispatcher, for its log."),
                reader.textOr("listen.host", "0.0.0.0", "Address that Publishers connect to."),
                reader.whole(
                        "listen.port", USUAL_PORT, 0, MAX_PORT, "Port that Publishers connect to; 0 takes a free one."),
                TlsSettings.read(reader, "tls", "the Publishers"),
                MEGABYTE
                        * reader.whole(
                                "window-megabytes",
                                8,
                                1,
                                UnitPart.MAX_BYTES / MEGABYTE,
                                "Bytes of each connection that may be on their way to Kafka."),
                reader.whole("workers", 2, 1, 64, "Threads that make records; a key is always the same one's."),
                objects(reader),
                new TopicCreation(
                        reader.whole("topics.partitions", 4, 1, 10_000, "Partitions of a topic that is missing."),
                        (short) reader.whole("topics.replication", 1, 1, 100, "Its replicas.")),
                kafka,
                Faults.read(reader),
                ObserveSettings.read(reader, USUAL_OBSERVE_PORT));
    }

    private static Map<String, DispatchedObject> objects(ConfigReader reader) {
        Map<String, DispatchedObject> objects = new LinkedHashMap<>();
        List<String> items = reader.items("objects");
        if (items.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "objects",
                    "there is none",
                    "list the tables, segments and files, each with object, topic and key");
        }
        for (String item : items) {
            String name =
                    reader.text(item + ".object", "BANK.ACCOUNT", "Table, segment or file, as the source calls it.");
            String topic = reader.text(item + ".topic", "bank.account", "Topic of its changes.");
            List<String> key = reader.requiredList(
                    item + ".key",
                    "[ACCOUNT_ID]",
                    "Columns of the record's key; fields of a copybook with `_` for `-`.");
            Optional<String> copybook = reader.optional(
                    item + ".copybook",
                    "/etc/millrace/copybooks/ACCOUNT.cpy",
                    "Layout of its records; without it rows come as columns.");
            Optional<KeyFields> fields = CopybookSetting.read(
                    reader, item + ".copybook", copybook, CopyPath.read(reader, item), KeyFields::of);
            KeyMaker maker = fields.<KeyMaker>map(known -> recordKey(reader, item, known, key))
                    .orElseGet(() -> new ColumnsKey(key));
            if (objects.put(name, new DispatchedObject(name, topic, maker)) != null) {
                reader.problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        item + ".object",
                        "\"" + name + "\" is listed twice",
                        "list each object once");
            }
        }
        return objects;
    }

    private static KeyMaker recordKey(ConfigReader reader, String item, KeyFields fields, List<String> key) {
        List<String> unfit = fields.unfit(key);
        if (unfit.isEmpty()) {
            return fields.key(key);
        }
        reader.problem(
                ProblemCode.CONFIG_VALUE_INVALID,
                item + ".key",
                "the copybook does not have " + String.join(", ", unfit)
                        + " as a field that every record has once, at the same place, and that is no COMP-1 or COMP-2",
                "name elementary fields of it, in no table, in no REDEFINES, and before what varies in length");
        return new ColumnsKey(key);
    }
}
