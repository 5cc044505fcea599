package dev.millrace.iam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;

/** A file with values of a chart. */
record Values(Object tree) {

    static Values read(Path file) throws IOException {
        return of(Files.readString(file));
    }

    static Values of(String yaml) {
        return new Values(new Yaml().load(yaml));
    }

    /** @param path keys, with slashes between them */
    Optional<Object> at(String path) {
        Object found = tree;
        for (String key : path.split("/", -1)) {
            if (!(found instanceof Map<?, ?> map) || !map.containsKey(key)) {
                return Optional.empty();
            }
            found = map.get(key) == null ? "" : map.get(key);
        }
        return Optional.of(found);
    }

    String text(String path) {
        return at(path).map(Object::toString).orElse("");
    }

    List<String> texts(String path) {
        return at(path).map(
                        list -> ((List<?>) list).stream().map(Object::toString).toList())
                .orElse(List.of());
    }

    /** What each of the configured tables has under a key. */
    List<String> ofTables(String key) {
        return at("config/tables")
                .map(tables -> ((List<?>) tables)
                        .stream()
                                .map(table -> String.valueOf(((Map<?, ?>) table).get(key)))
                                .toList())
                .orElse(List.of());
    }
}
