package dev.millrace.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A connector's file as its pod has it, with what it names: in a directory of this machine, and with made-up secrets. */
final class PodFiles {
    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"p\";";

    private final Path directory;
    private final Manifests manifests;

    PodFiles(Path directory, Manifests manifests) {
        this.directory = directory;
        this.manifests = manifests;
    }

    /** The variables of the container; those from secrets have a value that fits their name. */
    Map<String, String> variables() {
        Map<String, String> variables = new HashMap<>();
        for (JsonNode variable : manifests.container().path("env")) {
            String name = variable.path("name").asText();
            variables.put(name, variable.path("value").asText(name.contains("JAAS") ? LOGIN : "secret"));
        }
        return variables;
    }

    /** The file, with the places of the files that it names changed. */
    Path connector() throws IOException {
        String text = manifests.connectorText();
        for (String section : new String[] {"kafka", "target"}) {
            for (Map.Entry<String, JsonNode> entry :
                    manifests.connector().path(section).properties()) {
                String value = entry.getValue().asText();
                if (value.startsWith("/")) {
                    Path copy = directory.resolve(Path.of(value).getFileName());
                    Files.writeString(copy, content(entry.getKey()));
                    text = text.replace(value, copy.toString());
                }
            }
        }
        Path copybooks = Files.createDirectories(directory.resolve("copybooks"));
        for (Map.Entry<String, JsonNode> copybook :
                manifests.copybooks().path("data").properties()) {
            Files.writeString(
                    copybooks.resolve(copybook.getKey()), copybook.getValue().asText());
        }
        text = text.replace("/etc/millrace/copybooks", copybooks.toString());
        return Files.writeString(directory.resolve("connector.yaml"), text);
    }

    private static String content(String key) throws IOException {
        if (key.endsWith("jaas.config-file")) {
            return LOGIN;
        }
        if (key.endsWith("keystore.location")) {
            return Certificates.withKey();
        }
        return key.endsWith("truststore.location") || key.endsWith("ca-file") ? Certificates.any() : "secret";
    }
}
