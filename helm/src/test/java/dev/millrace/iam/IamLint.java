package dev.millrace.iam;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lint of policies in {@code helm/iam-lint}: a program for Node, which finds AWS's lists of actions in a package of npm. */
final class IamLint {
    /** The policies that the documentation gives away. */
    static final Path POLICIES = Path.of("../docs/iam");

    private static final Path SOURCES = Path.of("iam-lint");
    private static final Path HOME = Path.of("target/iam-lint");
    /** The lock file by which npm has come to its end. */
    private static final Path INSTALLED = HOME.resolve("installed-by");

    private static final Duration INSTALLING = Duration.ofMinutes(3);
    private static final Duration LINTING = Duration.ofMinutes(1);

    private IamLint() {}

    /** Puts it below {@code target}, or skips the test where the machine cannot run it. One thread at a time: test classes run side by side. */
    static synchronized void install() throws IOException, InterruptedException {
        assumeTrue(isThere("node"), "no Node on this machine: the policies are not linted");
        assumeTrue(isThere("npm"), "no npm on this machine: the policies are not linted");
        Files.createDirectories(HOME);
        // Surefire has two JVMs at work.
        try (FileChannel turn =
                        FileChannel.open(HOME.resolve("turn"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock ours = turn.lock()) {
            copySources();
            Path lock = HOME.resolve("package-lock.json");
            if (ours.isValid() && (!Files.exists(INSTALLED) || Files.mismatch(lock, INSTALLED) != -1)) {
                Tool npm = Tool.run(
                        HOME,
                        Map.of(),
                        INSTALLING,
                        List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
                assumeTrue(
                        npm.exitCode() == 0,
                        () -> "npm could not install AWS's lists of actions: the policies are not linted: "
                                + npm.output());
                Files.copy(lock, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void copySources() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Another JVM may be reading it: it is replaced whole.
                Path copy = Files.createTempFile(HOME, "copy", "");
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                Files.move(copy, HOME.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return Tool.run(Path.of("."), Map.of(), LINTING, List.of(program, "--version"))
                            .exitCode()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    static Tool of(Path policies) throws IOException, InterruptedException {
        return Tool.run(
                HOME,
                Map.of(),
                LINTING,
                List.of("node", "lint.mjs", policies.toAbsolutePath().toString()));
    }
}
