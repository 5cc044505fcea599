package dev.millrace.core.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a file gives, with environment variables over it, as text; and which of it nobody has read. For one thread. */
final class GivenValues {
    private static final int ENVIRONMENT_ORDINAL = 300;

    private final SmallRyeConfig config;
    private final Map<String, String> keys = new TreeMap<>();
    private final Map<String, String> environment;
    private final Set<String> read = new HashSet<>();

    private GivenValues(SmallRyeConfig config, Set<String> fileKeys, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
        fileKeys.forEach(key -> keys.put(key.replace("\"", ""), key));
    }

    /** @throws ConfigurationException when the file is missing, no YAML, or gives a key twice */
    static GivenValues of(Path file, Map<String, String> environment) {
        YamlConfigSource yaml = YamlFile.read(file);
        Map<String, String> overrides = environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(ConfigReader.ENVIRONMENT_PREFIX))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(ConfigReader.ENVIRONMENT_PREFIX.length()),
                        Map.Entry::getValue));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(yaml.getProperties(), file.toString(), 100))
                .withSources(new EnvConfigSource(overrides, ENVIRONMENT_ORDINAL))
                .build();
        return new GivenValues(config, yaml.getPropertyNames(), overrides);
    }

    /** The key counts as read. */
    Optional<String> value(String key) {
        read.add(key);
        return config.getOptionalValue(keys.getOrDefault(key, key), String.class);
    }

    /** The values of a list, in its order; where they are one text, split at the commas outside of parentheses. */
    List<String> list(String key) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; has(key + "[" + i + "]"); i++) {
            value(key + "[" + i + "]").ifPresent(parts::add);
        }
        read.add(key);
        if (parts.isEmpty() || environment.containsKey(Key.variable(key))) {
            return value(key).map(ListText::split).orElse(List.of());
        }
        return ListText.joined(parts);
    }

    /** Whether the file or a variable gives the key, or one below it; all of them count as read. */
    boolean isGiven(String key) {
        boolean isList = !list(key).isEmpty();
        return isList || value(key).isPresent() || !below(key).isEmpty();
    }

    /** The paths of a list of objects. */
    List<String> items(String key) {
        List<String> items = new ArrayList<>();
        for (int i = 0; has(key + "[" + i + "]"); i++) {
            items.add(key + "[" + i + "]");
        }
        return items;
    }

    private boolean has(String path) {
        return keys.keySet().stream()
                .anyMatch(key -> key.equals(path) || key.startsWith(path + ".") || key.startsWith(path + "["));
    }

    /** Everything below a key, by the rest of its path; of environment variables {@code _} is a dot and {@code __} a hyphen. */
    Map<String, String> below(String prefix) {
        Map<String, String> given = new TreeMap<>();
        for (String key : keys.keySet()) {
            if (key.startsWith(prefix + ".") && !key.endsWith("]")) {
                value(key).ifPresent(value -> given.put(key.substring(prefix.length() + 1), value));
            }
        }
        String variables = Key.variable(prefix) + "_";
        environment.forEach((name, value) -> {
            if (name.startsWith(variables)) {
                String written = name.substring(variables.length()).toLowerCase(Locale.ROOT);
                given.put(written.replace("__", "-").replace('_', '.'), value);
                read.add(prefix + "." + written);
            }
        });
        return given;
    }

    List<Problem> unread() {
        return new UnreadKeys(keys.keySet(), environment.keySet(), read).problems();
    }
}
