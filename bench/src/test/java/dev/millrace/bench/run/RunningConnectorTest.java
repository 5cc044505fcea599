package dev.millrace.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RunningConnectorTest {
    @Test
    void only_the_engines_keys_reach_the_connector() {
        Map<String, String> environment = Map.of(
                "MILLRACE_ENGINE_LANES", "2",
                "MILLRACE_BENCH_JAVA_OPTS", "-Xint",
                "HOME", "/");
        assertEquals(Map.of("MILLRACE_ENGINE_LANES", "2"), RunningConnector.engineOverrides(environment));
    }
}
