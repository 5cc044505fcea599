package dev.millrace.cli;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The lint of policies in {@code helm/iam-lint}: a program for Node, which finds AWS's lists of actions in a package of npm. */
final class IamLint {
    /** The policies that the documentation gives away. */
    static final Path POLICIES = Path.of("../docs/iam");

    private static final Path SOURCES = Path.of("../helm/iam-lint");
    private static final Path HOME = Path.of("target/iam-lint");
    private static final Duration INSTALLING = Duration.ofMinutes(3);
    private static final Duration LINTING = Duration.ofMinutes(1);

    private IamLint() {}

    /** Puts it below {@code target}, or skips the test where the machine cannot run it. */
    static void install() throws IOException, InterruptedException {
        assumeTrue(isThere("node"), "no Node on this machine: the policies are not linted");
        assumeTrue(isThere("npm"), "no npm on this machine: the policies are not linted");
        Path lock = HOME.resolve("package-lock.json");
        boolean installed = Files.exists(lock)
                && Files.exists(HOME.resolve("node_modules"))
                && Files.mismatch(lock, SOURCES.resolve("package-lock.json")) == -1;
        Files.createDirectories(HOME);
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, HOME.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!installed) {
            Tool npm = Tool.run(
                    HOME, Map.of(), INSTALLING, List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"));
            if (npm.exitCode() != 0) {
                Files.deleteIfExists(lock);
                abort("npm could not install AWS's lists of actions: the policies are not linted: " + npm.output());
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
