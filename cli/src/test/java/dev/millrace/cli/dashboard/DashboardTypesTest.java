package dev.millrace.cli.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dashboard is what Grafana's own types say, as the TypeScript compiler judges, and so judges what is wrong. */
@Tag("deployment")
class DashboardTypesTest {
    private static final Path TYPES = Path.of("..", "helm", "dashboard-types");
    private static final Pattern ERROR = Pattern.compile("(?m)^(\\w+)\\.ts\\(.*error TS");
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
            Map<String, String> wrong = write(directory.path(), Files.readString(Dashboard.FILE));
            Ran compiled = Ran.in(directory.path(), "node", "node_modules/typescript/bin/tsc", "-p", ".");
            Set<String> refused = new TreeSet<>();
            Matcher error = ERROR.matcher(compiled.output());
            while (error.find()) {
                refused.add(error.group(1));
            }
            assertEquals(wrong.keySet(), refused, compiled::output);
        }
    }

    /** The dashboard, and files that each have one thing wrong, by their names. */
    private static Map<String, String> write(Path directory, String dashboard) throws IOException {
        Map<String, String> wrong = new TreeMap<>(Map.of(
                "enumerated", dashboard.replace("\"drawStyle\": \"bars\"", "\"drawStyle\": \"bar\""),
                "misspelled", dashboard.replace("\"lineWidth\":", "\"lineWith\":"),
                "unit", dashboard.replace("\"unit\": \"cps\"", "\"unit\": \"per second\""),
                "missing", dashboard.replace("\"schemaVersion\": 42,", "")));
        for (Map.Entry<String, String> entry : wrong.entrySet()) {
            assertNotEquals(dashboard, entry.getValue(), entry::getKey);
            write(directory, entry.getKey(), entry.getValue());
        }
        write(directory, "dashboard", dashboard);
        return wrong;
    }

    private static void write(Path directory, String name, String dashboard) throws IOException {
        Files.writeString(
                directory.resolve(name + ".ts"),
                "import type { Dashboard } from \"./strict.js\";\nexport const checked: Dashboard = " + dashboard
                        + ";\n");
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
