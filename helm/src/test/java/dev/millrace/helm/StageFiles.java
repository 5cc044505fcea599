package dev.millrace.helm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files of a stage's pod, in a directory of this machine: with its copybooks, and made-up certificates. */
record StageFiles(Path directory, Manifests manifests) {
    private static final Pattern CERTIFICATE = Pattern.compile("(ca-file|certificate-file|key-file): (/\\S+)");
    private static final Pattern DATA = Pattern.compile("data: (/\\S+)");

    /** The file of a stage, with the places of the files that it names changed. */
    Path of(String stage) throws IOException {
        String text = configMap(stage).at("/data/" + stage + ".yaml").asText();
        Path copybooks = Files.createDirectories(directory.resolve("copybooks"));
        for (Map.Entry<String, JsonNode> copybook :
                manifests.copybooks().path("data").properties()) {
            Files.writeString(
                    copybooks.resolve(copybook.getKey()), copybook.getValue().asText());
        }
        text = text.replace("/etc/millrace/copybooks", copybooks.toString());
        text = DATA.matcher(text).replaceAll("data: " + Matcher.quoteReplacement(directory.toString()));
        Matcher files = CERTIFICATE.matcher(text);
        Map<String, String> places = new HashMap<>();
        while (files.find()) {
            Path place = directory.resolve(Path.of(files.group(2)).getFileName());
            Files.writeString(place, files.group(1).equals("key-file") ? Certificates.withKey() : Certificates.any());
            places.put(files.group(2), place.toString());
        }
        for (Map.Entry<String, String> place : places.entrySet()) {
            text = text.replace(place.getKey(), place.getValue());
        }
        return Files.writeString(directory.resolve(stage + ".yaml"), text);
    }

    private JsonNode configMap(String stage) {
        return manifests.all("ConfigMap").stream()
                .filter(map -> map.path("data").has(stage + ".yaml"))
                .findFirst()
                .orElseThrow();
    }
}
