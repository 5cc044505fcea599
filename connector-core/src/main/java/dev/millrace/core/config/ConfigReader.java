package dev.millrace.core.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads one YAML file, with environment variables over it: {@code engine.lanes} is {@code MILLRACE_ENGINE_LANES}. Collects
 * every problem and gives them all in {@link #finish()}; until then a key with a problem reads as its default. Values are taken
 * literally: no expressions, no profiles, so a password may hold any character.
 *
 * <p>Reading a key declares it: its kind, bounds and default are those that are checked here, and its meaning stands beside them.
 * The reference in {@code docs/configuration.md} is made of the keys that were {@link #declared()}. For one thread.
 */
public final class ConfigReader {
    static final String ENVIRONMENT_PREFIX = "MILLRACE_";
    private static final String FILE = "-file";
    private static final Pattern PLACE = Pattern.compile("\\[\\d+]");

    private final GivenValues given;
    private final Map<String, Key> declared = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private ConfigReader(GivenValues given) {
        this.given = given;
    }

    /** @throws ConfigurationException when the file is missing, no YAML, or gives a key twice */
    public static ConfigReader of(Path file, Map<String, String> environment) {
        return new ConfigReader(GivenValues.of(file, environment));
    }

    /** Text that has to be there. */
    public String text(String key, String example, String meaning) {
        declare(key, "text", Optional.empty(), Optional.of(example), true, meaning);
        Optional<String> value = given.value(key);
        if (value.isEmpty()) {
            missing(key, "add it, as in \"" + example + "\"");
        }
        return value.orElse(example);
    }

    /** Text for which another stands in. */
    public String textOr(String key, String otherwise, String meaning) {
        declare(key, "text", otherwise, meaning);
        return given.value(key).orElse(otherwise);
    }

    public Optional<String> optional(String key, String example, String meaning) {
        declare(key, "text", Optional.empty(), Optional.of(example), false, meaning);
        return given.value(key);
    }

    public int whole(String key, int otherwise, int min, int max, String meaning) {
        String bounds = max == Integer.MAX_VALUE ? min + " and more" : min + " to " + max;
        declare(key, "whole number, " + bounds, Integer.toString(otherwise), meaning);
        Optional<String> value = given.value(key);
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

    /** A whole number that may be missing. */
    public OptionalInt optionalWhole(String key, int example, int min, int max, String meaning) {
        declare(
                key,
                "whole number, " + min + " to " + max,
                Optional.empty(),
                Optional.of(Integer.toString(example)),
                false,
                meaning);
        return given.value(key).isPresent()
                ? OptionalInt.of(whole(key, example, min, max, meaning))
                : OptionalInt.empty();
    }

    /** A time such as {@code 200ms}, {@code 5s}, {@code 5m}, {@code 1h}, {@code 3d}, or ISO's {@code PT5S}. */
    public Duration duration(String key, Duration otherwise, Duration min, Duration max, String meaning) {
        String bounds = DurationText.of(min) + " to " + DurationText.of(max);
        declare(key, "duration, " + bounds, DurationText.of(otherwise), meaning);
        Optional<String> value = given.value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        Optional<Duration> time = DurationText.parse(value.get());
        if (time.isEmpty()) {
            invalid(key, value.get(), "is not a duration", "write for example 200ms, 5s, 5m or 1h");
            return otherwise;
        }
        if (time.get().compareTo(min) < 0 || time.get().compareTo(max) > 0) {
            invalid(key, value.get(), "is out of range", "give " + bounds);
            return otherwise;
        }
        return time.get();
    }

    /** A time that may be missing. */
    public Optional<Duration> optionalDuration(
            String key, Duration example, Duration min, Duration max, String meaning) {
        String bounds = DurationText.of(min) + " to " + DurationText.of(max);
        declare(key, "duration, " + bounds, Optional.empty(), Optional.of(DurationText.of(example)), false, meaning);
        return given.value(key).map(value -> duration(key, example, min, max, meaning));
    }

    /** {@code infinite}, or a duration; empty where the key is not given or wrong. */
    Optional<KeepTime> keepTime(String key, String otherwise, String kind, String meaning) {
        declare(key, kind, otherwise, meaning);
        Optional<String> value = given.value(key);
        Optional<KeepTime> time = value.flatMap(KeepTime::parse);
        if (value.isPresent() && time.isEmpty()) {
            invalid(key, value.get(), "is no such time", "give " + kind + ", as in 14d");
        }
        return time;
    }

    /** A number for which the broker's own stands in. */
    OptionalInt wholeOrBrokers(String key, int min, int max, String meaning) {
        if (given.value(key).isPresent()) {
            return OptionalInt.of(whole(key, min, min, max, meaning));
        }
        declare(key, "whole number, " + min + " to " + max, "the broker's", meaning);
        return OptionalInt.empty();
    }

    public boolean flag(String key, boolean otherwise, String meaning) {
        declare(key, "`true` or `false`", Boolean.toString(otherwise), meaning);
        Optional<String> value = given.value(key);
        if (value.isEmpty() || value.get().equals("true") || value.get().equals("false")) {
            return value.map(Boolean::parseBoolean).orElse(otherwise);
        }
        invalid(key, value.get(), "is neither true nor false", "write true or false");
        return otherwise;
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String key, E otherwise, String meaning) {
        List<E> constants = List.of(otherwise.getDeclaringClass().getEnumConstants());
        List<String> written = constants.stream().map(ConfigReader::written).toList();
        declare(key, "`" + String.join("`, `", written) + "`", written(otherwise), meaning);
        Optional<String> value = given.value(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        int place = written.indexOf(value.get());
        if (place >= 0) {
            return constants.get(place);
        }
        invalid(key, value.get(), "is not known", "write one of " + String.join(", ", written));
        return otherwise;
    }

    static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * A secret: {@code key} itself, or the content of the file that {@code key-file} names, without its last line end. Empty
     * where neither is given.
     */
    public String secret(String key, String meaning) {
        declare(key, "text", "empty", meaning);
        String fileKey = key + FILE;
        String content = "A file whose content, without the last line end, is `" + key + "`. It wins over that key.";
        declare(fileKey, "a readable file", Optional.empty(), Optional.of("/etc/millrace/secret"), false, content);
        Optional<String> file = given.value(fileKey);
        Optional<String> text = given.value(key);
        return file.map(name -> SecretFile.read(fileKey, name, problems)).orElse(text.orElse(""));
    }

    /** The values of a list, in its order; where they are one text, split at the commas outside of parentheses. */
    public List<String> list(String key, String example, String meaning) {
        declare(key, "list", Optional.empty(), Optional.of(example), false, meaning);
        return given.list(key);
    }

    /** As {@link #list}, of at least one value. */
    public List<String> requiredList(String key, String example, String meaning) {
        declare(key, "list", Optional.empty(), Optional.of(example), true, meaning);
        List<String> values = given.list(key);
        if (values.isEmpty()) {
            missing(key, "list at least one, as in " + example);
        }
        return values;
    }

    /** The paths of a list of objects: {@code tables[0]}, {@code tables[1]} and so on. */
    public List<String> items(String key) {
        return given.items(key);
    }

    private void declare(String path, String kind, String otherwise, String meaning) {
        declare(path, kind, Optional.of(otherwise), Optional.empty(), false, meaning);
    }

    /** Whether anything is given at the key or below it. */
    boolean isGiven(String key) {
        return given.isGiven(key);
    }

    /** Says of a key that means nothing here that it does, where it or one below it is given. */
    void refuse(String key, String what, String fix) {
        if (isGiven(key)) {
            problem(ProblemCode.CONFIG_VALUE_INVALID, key, what, fix);
        }
    }

    /** Puts a key into the reference. Reading does it; what passes through does it by itself. */
    void declare(
            String path,
            String kind,
            Optional<String> otherwise,
            Optional<String> example,
            boolean required,
            String meaning) {
        String general = PLACE.matcher(path).replaceAll("[n]");
        declared.putIfAbsent(general, new Key(general, kind, otherwise, example, required, meaning));
    }

    /** Every key that was read, with what was declared of it, in the order of reading. */
    public List<Key> declared() {
        return List.copyOf(declared.values());
    }

    /**
     * Everything below a key, for a library that checks its own properties; environment variables included, in which {@code _}
     * is a dot and {@code __} a hyphen. {@code x-file} names a file whose content is the property {@code x}.
     */
    public Map<String, String> passThrough(String prefix) {
        Map<String, String> written = given.below(prefix);
        Map<String, String> values = new HashMap<>(written);
        written.forEach((name, file) -> {
            if (name.endsWith(FILE)) {
                values.remove(name);
                values.put(
                        name.substring(0, name.length() - FILE.length()),
                        SecretFile.read(prefix + "." + name, file, problems));
            }
        });
        return values;
    }

    public void problem(ProblemCode code, String path, String what, String fix) {
        problems.add(new Problem(code, path, what, fix));
    }

    /** Whether no problem was found so far at a key or below it. */
    public boolean isSound(String key) {
        return problems.stream().map(Problem::path).noneMatch(path -> path.equals(key) || path.startsWith(key + "."));
    }

    private void missing(String key, String fix) {
        problem(ProblemCode.CONFIG_VALUE_MISSING, key, "there is no value", fix);
    }

    private void invalid(String key, String value, String what, String fix) {
        problem(ProblemCode.CONFIG_VALUE_INVALID, key, "\"" + value + "\" " + what, fix);
    }

    /** @throws ConfigurationException with every problem, keys that nothing reads included */
    public void finish() {
        problems.addAll(given.unread());
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }
}
