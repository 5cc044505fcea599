package dev.millrace.helm;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** TypeScript's compiler and the types of {@code helm/types}, in {@code target}. Where they cannot be had, the test is skipped. */
final class TypeScript {
    private static final Path WANTED = Path.of("types");
    private static final Path HAD = Path.of("target/types");
    private static final String LOCK = "package-lock.json";
    private static final long LONGEST_SECONDS = 180;

    private final Path directory;

    private TypeScript(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** Installs what the lock file says, unless that was done before. */
    static TypeScript installed() throws IOException {
        assumeTrue(runs("node"), "skipped: there is no Node to type-check manifests with");
        Path directory = Files.createDirectories(HAD).toAbsolutePath();
        Path done = directory.resolve("installed.json");
        String lock = Files.readString(WANTED.resolve(LOCK));
        if (!Files.exists(done) || !Files.readString(done).equals(lock)) {
            assumeTrue(runs("npm"), "skipped: there is no npm to install the types of manifests with");
            Files.deleteIfExists(done);
            Files.writeString(directory.resolve(LOCK), lock);
            Files.writeString(directory.resolve("package.json"), Files.readString(WANTED.resolve("package.json")));
            Finished npm = run(directory, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            assumeTrue(npm.code() == 0, () -> "skipped: npm cannot install the types of manifests: " + npm.output());
            Files.writeString(done, lock);
        }
        Path own = directory.resolve("own");
        if (Files.exists(own)) {
            Copies.delete(own);
        }
        Copies.copy(WANTED.resolve("own"), own, Found.NOTHING);
        return new TypeScript(directory);
    }

    /** What the compiler says to the sources; nothing where it has nothing to say. */
    String compile(String name, Map<String, String> sources) throws IOException {
        Path place = directory.resolve(name);
        if (Files.exists(place)) {
            Copies.delete(place);
        }
        Files.createDirectories(place);
        ObjectNode settings = new ObjectMapper().createObjectNode();
        settings.putObject("compilerOptions")
                .put("strict", true)
                .put("noEmit", true)
                .put("module", "nodenext")
                .put("skipLibCheck", true)
                .put("pretty", false)
                .putArray("types");
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Files.writeString(place.resolve(source.getKey()), source.getValue());
            settings.withArrayProperty("files").add(source.getKey());
        }
        Files.writeString(place.resolve("tsconfig.json"), settings.toPrettyString());
        Path tsc = directory.resolve("node_modules/typescript/bin/tsc");
        return run(place, "node", tsc.toString(), "-p", ".").output();
    }

    private static boolean runs(String command) throws IOException {
        try {
            return run(Path.of("."), command, "--version").code() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private record Finished(int code, String output) {}

    private static Finished run(Path directory, String... command) throws IOException {
        Path output = Files.createTempFile("millrace-", ".txt");
        Process process = new ProcessBuilder(List.of(command))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                return new Finished(-1, "no end after " + LONGEST_SECONDS + " s: " + String.join(" ", command));
            }
            return new Finished(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return abort("interrupted");
        } finally {
            Files.delete(output);
        }
    }
}
