package dev.millrace.docker;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A connector of one topic and one table, all named after one name, and how its image is run: on a read-only file system, without any
 * capability, as a user whom the image does not know.
 */
record Deployment(ConnectorKind kind, StackFile stack, String name, Path config, int port) {
    static final String SOURCE = "BANK.THING";
    static final String CONFIG = "/etc/millrace/connector.yaml";

    /** Writes its configuration, for everybody to read. */
    static Deployment of(ConnectorKind kind, StackFile stack, String name, Path directory) throws IOException {
        return of(kind, stack, name, directory, 0);
    }

    /** @param port of its probes; 0 for any */
    static Deployment of(ConnectorKind kind, StackFile stack, String name, Path directory, int port)
            throws IOException {
        List<String> yaml = new ArrayList<>();
        yaml.add("name: " + name);
        yaml.add("kafka:");
        yaml.add("  bootstrap.servers: " + stack.kafka().bootstrapServers());
        yaml.add("topics: [" + name + "]");
        yaml.add("topic-defaults: {partitions: 4, replication: 1}");
        yaml.add("format:");
        yaml.add("  tags: {ordinal: ordinal}");
        yaml.add("target:");
        kind.target(stack).forEach(line -> yaml.add("  " + line));
        yaml.add("observe: {host: 127.0.0.1, port: " + port + "}");
        yaml.add("tables:");
        yaml.add("  - source: " + SOURCE);
        yaml.add("    target: " + kind.table(name));
        yaml.add("    key: [id]");
        yaml.add("    columns: [\"id numeric(9,0)\", name varchar(30), \"amount numeric(9,2)\"]");
        Path config = Files.write(directory.resolve(name + ".yaml"), yaml);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));
        return new Deployment(kind, stack, name, config, port);
    }

    /** What its containers see of this machine. */
    List<Bind> binds() {
        return List.of(new Bind(config.toString(), new Volume(CONFIG), AccessMode.ro));
    }

    Map<String, String> environment() {
        return kind.environment(stack);
    }
}
