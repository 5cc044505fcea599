package dev.millrace.helm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.Key;
import dev.millrace.simulator.capture.CaptureSettings;
import dev.millrace.simulator.dispatch.DispatcherSettings;
import dev.millrace.simulator.publish.PublisherSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The charts of what is before Kafka. */
enum StageChart implements InstallableChart {
    CAPTURE,
    DISPATCHER;

    private static final List<String> OF_BOTH = List.of(
            "nameOverride",
            "fullnameOverride",
            "imagePullSecrets",
            "commonLabels",
            "revisionHistoryLimit",
            "copybooks",
            "serviceAccount",
            "javaOptions",
            "tmp",
            "extraVolumes",
            "extraVolumeMounts",
            "extraObjects",
            "annotations",
            "podAnnotations",
            "podLabels",
            "hostAliases",
            "nodeSelector",
            "tolerations",
            "affinity",
            "priorityClassName",
            "podSecurityContext",
            "securityContext",
            "serviceMonitor",
            "podMonitor",
            "capabilities");

    private static final List<String> OF_DISPATCHERS =
            List.of("secrets", "extraEnv", "extraEnvFrom", "topologySpreadConstraints", "podDisruptionBudget");

    /** What is passed through to Kafka is not declared. */
    private static final Key KAFKA = new Key(
            "kafka.bootstrap.servers", "text", Optional.empty(), Optional.empty(), true, "Where to find the cluster.");

    @Override
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String image() {
        return "millrace/cdc-simulator";
    }

    @Override
    public CommonPart common() {
        List<String> shared = new ArrayList<>(OF_BOTH);
        if (this == DISPATCHER) {
            shared.addAll(OF_DISPATCHERS);
        }
        return new CommonPart(Optional.of(shared), Optional.of(title()));
    }

    @Override
    public ObjectNode configSchema() {
        return switch (this) {
            case DISPATCHER -> schema(DispatcherSettings::read, List.of(KAFKA), "objects: [{object: A.B}]");
            case CAPTURE -> {
                ObjectNode schema = JsonNodeFactory.instance.objectNode();
                schema.put("type", "object").put("additionalProperties", false);
                ObjectNode stages = schema.putObject("properties");
                // Each kind of workload has keys of its own.
                stages.set(
                        "capture",
                        schema(
                                CaptureSettings::read,
                                List.of(),
                                "workload: {type: bank}",
                                "workload: {type: generator, objects: [{object: A.B}]}",
                                "workload: {type: replay, objects: [{object: A.B}]}"));
                stages.set("publisher", schema(PublisherSettings::read, List.of(), "name: bank"));
                yield schema;
            }
        };
    }

    /** Of these keys, and of every one that is read with one of the files. */
    private static ObjectNode schema(Consumer<ConfigReader> settings, List<Key> besides, String... files) {
        Map<String, Key> keys = new LinkedHashMap<>();
        besides.forEach(key -> keys.put(key.path(), key));
        for (String text : files) {
            ConfigReader reader = ConfigReader.of(file(text), Map.of());
            settings.accept(reader);
            reader.declared().forEach(key -> keys.putIfAbsent(key.path(), key));
        }
        return ConfigSchema.of(List.copyOf(keys.values()));
    }

    private static Path file(String text) {
        try {
            Path file = Files.createTempFile(Files.createDirectories(Path.of("target")), "stage", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public String toString() {
        return title();
    }
}
