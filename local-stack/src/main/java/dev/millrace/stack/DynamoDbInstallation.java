package dev.millrace.stack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of one DynamoDB Local: its data, and how its JVM is started.
 *
 * @param directory absolute
 * @param address by which clients reach it
 * @param port where clients connect
 */
record DynamoDbInstallation(Path directory, Storage storage, BindAddress address, int port) {
    /** The last line of the configuration that it prints. */
    private static final String STARTED = "CorsParams";

    /** Starts the server and returns when it accepts clients. */
    GuardedProcess launch() {
        Path data = ServerJvm.data(directory);
        OwnFiles.createDirectories(data);
        List<String> arguments = new ArrayList<>(List.of(
                DynamoDbLauncher.class.getName(),
                address.host(),
                // One database for all credentials and Regions.
                "-sharedDb",
                "-port",
                Integer.toString(port),
                "-disableTelemetry"));
        arguments.addAll(storage == Storage.DURABLE ? List.of("-dbPath", data.toString()) : List.of("-inMemory"));
        return new ServerJvm("dynamodb", directory, ServerJvm.ownJava(), List.of("-Xmx256m"), arguments)
                .launch(List.of(LauncherJar.write(directory, DynamoDbLauncher.class)), address, port, STARTED);
    }
}
