package dev.millrace.core.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads one YAML file, with environment variables over it: {@code engine.lanes} is {@code MILLRACE_ENGINE_LANES}. Collects
 * every problem and gives them all in {@link #finish()}; until then a key with a problem reads as its default. Values are taken
 * literally: no expressions, no profiles, so a password may hold any character. For one thread.
 */
public final class ConfigReader {
    static final String ENVIRONMENT_PREFIX = "MILLRACE_";
    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final Pattern LAST_LINE_END = Pattern.compile("\\r?\\n\\z");
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private final SmallRyeConfig config;
    private final Map<String, String> keys = new TreeMap<>();
    private final Map<String, String> environment;
    private final Set<String> read = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private ConfigReader(SmallRyeConfig config, Set<String> fileKeys, Map<String, String> environment) {
        this.config = config;
        this.environment = environment;
        fileKeys.forEach(key -> keys.put(key.replace("\"", ""), key));
    }

    /** @throws ConfigurationException when the file is missing, no YAML, or gives a key twice */
    public static ConfigReader of(Path file, Map<String, String> environment) {
        YamlConfigSource yaml = YamlFile.read(file);
        Map<String, String> overrides = environment.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(ENVIRONMENT_PREFIX))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(ENVIRONMENT_PREFIX.length()), Map.Entry::getValue));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(yaml.getProperties(), file.toString(), 100))
                .withSources(new EnvConfigSource(overrides, ENVIRONMENT_ORDINAL))
                .build();
        return new ConfigReader(config, yaml.getPropertyNames(), overrides);
    }

    /** Text that has to be there. */
    public String text(String key, String example) {
        Optional<String> value = optional(key);
        if (value.isEmpty()) {
            problem(ProblemCode.CONFIG_VALUE_MISSING, key, "there is no value", "add it, as in \"" + example + "\"");
        }
        return value.orElse(example);
    }

    public Optional<String> optional(String key) {
        read.add(key);
        return config.getOptionalValue(keys.getOrDefault(key, key), String.class);
    }

    public int whole(String key, int otherwise, int min, int max) {
        Optional<String> value = optional(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get().trim());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            invalid(key, value.get(), "is not a whole number", "give " + min + " to " + max);
            return otherwise;
        }
        invalid(key, value.get(), "is out of range", "give " + min + " to " + max);
        return otherwise;
    }

    /** As {@link #duration(String, Duration)}, within bounds. */
    public Duration duration(String key, Duration otherwise, Duration min, Duration max) {
        Duration given = duration(key, otherwise);
        if (given.compareTo(min) >= 0 && given.compareTo(max) <= 0) {
            return given;
        }
        invalid(
                key,
                optional(key).orElse(""),
                "is out of range",
                "give " + min.toMillis() + "ms to " + max.toHours() + "h");
        return otherwise;
    }

    /** A time such as {@code 200ms}, {@code 5s}, {@code 5m}, {@code 1h}, {@code 3d}, or ISO's {@code PT5S}. */
    public Duration duration(String key, Duration otherwise) {
        Optional<String> value = optional(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(value.get().trim());
        try {
            if (!matcher.matches()) {
                return Duration.parse(value.get().trim());
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException notADuration) {
            invalid(key, value.get(), "is not a duration", "write for example 200ms, 5s, 5m or 1h");
            return otherwise;
        }
    }

    public boolean flag(String key, boolean otherwise) {
        Optional<String> value = optional(key);
        if (value.isEmpty() || value.get().equals("true") || value.get().equals("false")) {
            return value.map(Boolean::parseBoolean).orElse(otherwise);
        }
        invalid(key, value.get(), "is neither true nor false", "write true or false");
        return otherwise;
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        Optional<String> value = optional(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        E[] constants = otherwise.getDeclaringClass().getEnumConstants();
        for (E constant : constants) {
            if (written(constant).equals(value.get())) {
                return constant;
            }
        }
        String allowed = Arrays.stream(constants).map(ConfigReader::written).collect(Collectors.joining(", "));
        invalid(key, value.get(), "is not known", "write one of " + allowed);
        return otherwise;
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A secret: {@code key} itself, or the content of the file that {@code key-file} names, without its last line end. */
    public String secret(String key) {
        Optional<String> file = optional(key + "-file");
        if (file.isEmpty()) {
            return optional(key).orElse("");
        }
        read.add(key);
        try {
            return LAST_LINE_END.matcher(Files.readString(Path.of(file.get()))).replaceFirst("");
        } catch (IOException unreadable) {
            problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    key + "-file",
                    "the file " + file.get() + " cannot be read",
                    "mount the secret there, or name its path");
            return "";
        }
    }

    /** The values of a list, in its order; where they are one text, split at the commas outside of parentheses. */
    public List<String> list(String key) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; has(key + "[" + i + "]"); i++) {
            optional(key + "[" + i + "]").ifPresent(parts::add);
        }
        read.add(key);
        if (parts.isEmpty() || environment.containsKey(UnreadKeys.variable(key))) {
            parts.clear();
            optional(key).ifPresent(value -> parts.addAll(Arrays.asList(value.split(",", -1))));
        }
        return withWholeParentheses(parts);
    }

    /** YAML splits {@code [a numeric(12,2)]} at its comma too. */
    private static List<String> withWholeParentheses(List<String> parts) {
        List<String> values = new ArrayList<>();
        int open = 0;
        for (String part : parts) {
            String value = part.trim();
            if (open > 0) {
                values.add(values.remove(values.size() - 1) + "," + value);
            } else if (!value.isEmpty()) {
                values.add(value);
            }
            open += parentheses(value);
        }
        return values;
    }

    private static int parentheses(String text) {
        return text.chars()
                .map(character -> character == '(' ? 1 : character == ')' ? -1 : 0)
                .sum();
    }

    /** The paths of a list of objects: {@code tables[0]}, {@code tables[1]} and so on. */
    public List<String> items(String key) {
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

    /** Everything below a key, for a library that checks its own properties; environment variables included. */
    public Map<String, String> passThrough(String prefix) {
        Map<String, String> values = new HashMap<>();
        for (String key : keys.keySet()) {
            if (key.startsWith(prefix + ".") && !key.endsWith("]")) {
                optional(key).ifPresent(value -> values.put(key.substring(prefix.length() + 1), value));
            }
        }
        String variables = prefix.toUpperCase(Locale.ROOT) + "_";
        environment.forEach((name, value) -> {
            if (name.startsWith(variables)) {
                String key = name.substring(variables.length())
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.');
                values.put(key, value);
                read.add(prefix + "." + key);
            }
        });
        return values;
    }

    public void problem(ProblemCode code, String path, String what, String fix) {
        problems.add(new Problem(code, path, what, fix));
    }

    private void invalid(String key, String value, String what, String fix) {
        problem(ProblemCode.CONFIG_VALUE_INVALID, key, "\"" + value + "\" " + what, fix);
    }

    /** @throws ConfigurationException with every problem, keys that nothing reads included */
    public void finish() {
        problems.addAll(new UnreadKeys(keys.keySet(), environment.keySet(), read).problems());
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
