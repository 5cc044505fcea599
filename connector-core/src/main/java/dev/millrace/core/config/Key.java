package dev.millrace.core.config;

import java.util.Locale;
import java.util.Optional;

/**
 * One key of the configuration, as it was declared where it is read; {@code docs/configuration.md} shows it.
 *
 * @param path with {@code [n]} for a place in a list
 * @param kind of value and bounds, in words
 * @param otherwise what stands in where the key is not given
 * @param example where nothing stands in
 * @param required whether a start without it is refused
 * @param meaning Markdown
 */
public record Key(
        String path,
        String kind,
        Optional<String> otherwise,
        Optional<String> example,
        boolean required,
        String meaning) {

    /** The environment variable that overrides the key. */
    public String variable() {
        return ConfigReader.ENVIRONMENT_PREFIX + variable(path).replace("_N_", "_n_");
    }

    /** The environment variable that overrides a key, without the product's prefix. */
    static String variable(String path) {
        return path.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
