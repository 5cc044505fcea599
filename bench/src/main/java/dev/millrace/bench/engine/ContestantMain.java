package dev.millrace.bench.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.run.Measured;
import java.nio.file.Files;
import java.nio.file.Path;

/** The main class of a contestant's JVM. */
final class ContestantMain {
    private ContestantMain() {}

    /**
     * Measures and ends.
     *
     * @param arguments the file with the {@link RunSpec}, and the one that takes the {@link Measured}
     */
    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        RunSpec spec = json.readValue(Path.of(arguments[0]).toFile(), RunSpec.class);
        Measured measured = new Rounds(spec).run();
        Files.write(Path.of(arguments[1]), json.writeValueAsBytes(measured));
        // Whatever a library has left running.
        System.exit(0);
    }
}
