package dev.millrace.cli.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.cli.RunDirectory;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.GuardedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The dashboard is what Grafana's own types say, as the TypeScript compiler judges, and so judges what is wrong. */
class DashboardTypesTest {
    private static final Path TYPES = Path.of("..", "helm", "dashboard-types");
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Test
    void theDashboardIsOfGrafanasTypes() throws IOException {
        for (String program : List.of("node", "npm")) {
            boolean present = Arrays.stream(
                            System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            assumeTrue(present, "no " + program + " on the PATH: install Node.js 18 or newer");
        }
        try (RunDirectory directory = RunDirectory.of(Optional.empty())) {
            for (String file : List.of("package.json", "package-lock.json", "tsconfig.json", "strict.ts")) {
                Files.copy(TYPES.resolve(file), directory.path().resolve(file));
            }
            Ran install = Ran.in(directory.path(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            assumeTrue(install.code() == 0, () -> "npm cannot install the types: " + install.output());
            String dashboard = Files.readString(Dashboard.FILE);
            Ran good = compile(directory.path(), dashboard);
            assertEquals(0, good.code(), good::output);
            assertRefused(directory.path(), dashboard, "\"drawStyle\": \"bars\"", "\"drawStyle\": \"bar\"");
            assertRefused(directory.path(), dashboard, "\"lineWidth\":", "\"lineWith\":");
            assertRefused(directory.path(), dashboard, "\"unit\": \"cps\"", "\"unit\": \"per second\"");
            assertRefused(directory.path(), dashboard, "\"schemaVersion\": 42,", "");
        }
    }

    private static void assertRefused(Path directory, String dashboard, String part, String wrong) throws IOException {
        assertTrue(dashboard.contains(part), part);
        Ran compiled = compile(directory, dashboard.replace(part, wrong));
        assertTrue(compiled.code() != 0 && compiled.output().contains("error TS"), () -> wrong + compiled.output());
    }

    private static Ran compile(Path directory, String dashboard) throws IOException {
        Files.writeString(
                directory.resolve("checked.ts"),
                "import type { Dashboard } from \"./strict.js\";\nexport const checked: Dashboard = " + dashboard
                        + ";\n");
        return Ran.in(directory, "node", "node_modules/typescript/bin/tsc", "-p", ".");
    }

    /** A program that has ended. */
    private record Ran(int code, String output) {
        static Ran in(Path directory, String... command) throws IOException {
            Path log = directory.resolve("run.log");
            Files.deleteIfExists(log);
            try (GuardedProcess process = GuardedProcess.start(GuardedCommand.of("run", directory, List.of(command)))) {
                if (!process.awaitEnd(LONGEST)) {
                    throw new AssertionError(List.of(command) + " takes longer than " + LONGEST);
                }
                return new Ran(process.onExit().join(), Files.readString(log));
            }
        }
    }
}
