package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every manifest of every example, compiled as a literal of TypeScript against the types of its kind: a field that the kind does not
 * have, or a value of another type, is an error of the compiler.
 */
final class ManifestTypesTest {
    private TypeScript compiler;

    /** Before each: of a class that is skipped as a whole, no test would count as skipped. */
    @BeforeEach
    void installTypes() throws IOException {
        compiler = TypeScript.installed();
    }

    @Test
    void everyManifestHasTheTypesOfItsKind() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (InstallableChart chart : InstallableChart.all()) {
            for (Path example : chart.examples()) {
                for (KubeVersion cluster : KubeVersion.values()) {
                    String name =
                            chart + "-" + example.getFileName().toString().replace(".yaml", "") + "-" + cluster + ".ts";
                    Manifests manifests = Release.of(chart, example)
                            .with(Release.ALL_APIS)
                            .on(cluster)
                            .manifests();
                    sources.put(name, ManifestSource.of(manifests, cluster));
                }
            }
        }
        assertEquals(
                "",
                compiler.compile("examples", sources),
                "run `tsc` in " + compiler.directory().resolve("examples"));
    }

    @Test
    void theCompilerSeesAFieldThatDoesNotExist() throws IOException {
        for (KubeVersion cluster : KubeVersion.values()) {
            Manifests sound = Release.of(Chart.POSTGRES).on(cluster).manifests();
            String wrong = sound.text().replace("enableServiceLinks:", "enableServiceLink:");
            String errors = compiler.compile(
                    "unknown-field-" + cluster, Map.of("wrong.ts", ManifestSource.of(Manifests.of(wrong), cluster)));
            assertTrue(errors.matches("(?s).*'\"?enableServiceLink\"?' does not exist in type.*"), errors);
        }
    }

    @Test
    void theCompilerSeesAValueOfAnotherType() throws IOException {
        Manifests sound = Release.of(Chart.POSTGRES).manifests();
        String wrong = sound.text().replace("path: /livez", "path: 9404");
        String errors = compiler.compile(
                "wrong-type", Map.of("wrong.ts", ManifestSource.of(Manifests.of(wrong), KubeVersion.NEWEST)));
        assertTrue(errors.contains("Type 'number' is not assignable to type 'string'"), errors);
    }

    /** What the newest version has and the oldest has not is an error there. */
    @Test
    void theCompilerSeesAFieldThatIsTooNew() throws IOException {
        Manifests sound = Release.of(Chart.POSTGRES).on(KubeVersion.OLDEST).manifests();
        String newer = sound.text().replace("enableServiceLinks:", "hostUsers:");
        Map<String, String> old = Map.of("old.ts", ManifestSource.of(Manifests.of(newer), KubeVersion.OLDEST));
        Map<String, String> now = Map.of("now.ts", ManifestSource.of(Manifests.of(newer), KubeVersion.NEWEST));
        assertTrue(compiler.compile("too-new", old).matches("(?s).*'\"?hostUsers\"?' does not exist in type.*"));
        assertEquals(
                "",
                compiler.compile("new", now)
                        .lines()
                        .filter(line -> line.contains("hostUsers"))
                        .findAny()
                        .orElse(""));
    }

    @Test
    void aKindWithoutTypesIsAnError() throws IOException {
        JsonNode unknown = Yaml.object("{apiVersion: apps/v1, kind: Deploiment, metadata: {name: x}}");
        String source = ManifestSource.of(new Manifests("", java.util.List.of(unknown)), KubeVersion.NEWEST);
        String errors = compiler.compile("unknown-kind", Map.of("unknown.ts", source));
        assertTrue(errors.contains("Cannot find module"), errors);
    }
}
