package dev.millrace.bench.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a Kafka Connect worker needs.
 *
 * @param directory of the worker
 * @param peers with the jars of Connect and the plugins
 */
record ConnectFiles(Path directory, PeerJars peers) {
    static final String MAIN = "org.apache.kafka.connect.cli.ConnectStandalone";

    String classPath() {
        return peers.connect().resolve("*").toString();
    }

    /** Writes the worker's properties. */
    Path worker(String bootstrapServers, int port) {
        Path file = directory.resolve("worker.properties");
        String properties = String.join(
                "\n",
                "bootstrap.servers=" + bootstrapServers,
                "listeners=HTTP://127.0.0.1:" + port,
                "plugin.path=" + peers.plugins(),
                "key.converter=org.apache.kafka.connect.json.JsonConverter",
                "value.converter=org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.file.filename=" + directory.resolve("offsets"),
                "");
        try {
            Files.createDirectories(directory);
            Files.writeString(file, properties);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        return file;
    }
}
