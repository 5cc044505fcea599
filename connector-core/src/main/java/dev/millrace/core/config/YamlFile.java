package dev.millrace.core.config;

import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a configuration file strictly: a key that is given twice would silently replace what stands before it. */
final class YamlFile {
    private YamlFile() {}

    /** @throws ConfigurationException when the file is missing, no YAML, has no keys, or gives one twice */
    static YamlConfigSource read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException unreadable) {
            throw unreadable(
                    file.toString(),
                    Files.exists(file) ? "the file cannot be read" : "there is no such file",
                    "give the path of a readable YAML file");
        }
        try {
            requireSound(text);
            YamlConfigSource yaml = new YamlConfigSource(file.toString(), text);
            if (yaml.getPropertyNames().isEmpty() && text.lines().anyMatch(YamlFile::isContent)) {
                throw unreadable(
                        file.toString(),
                        "the file has no keys at its top",
                        "begin with the connector's name, as in \"name: bank-postgres\"");
            }
            return yaml;
        } catch (MarkedYAMLException malformed) {
            // Not its message: that quotes the line, which may hold a password.
            int line = malformed.getProblemMark().getLine() + 1;
            throw unreadable(
                    file + ":" + line,
                    "the file is no sound YAML: " + malformed.getProblem(),
                    "mend line " + line + "; mind the indentation");
        } catch (YAMLException malformed) {
            throw unreadable(file.toString(), "the file is no YAML", "look for control characters and tabs");
        }
    }

    private static void requireSound(String text) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Object ignored = new Yaml(new SafeConstructor(strict)).load(text);
    }

    private static boolean isContent(String line) {
        return !line.isBlank() && !line.stripLeading().startsWith("#") && !line.startsWith("---");
    }

    private static ConfigurationException unreadable(String path, String what, String fix) {
        return new ConfigurationException(new Problem(ProblemCode.CONFIG_FILE_UNREADABLE, path, what, fix));
    }
}
