package dev.millrace.helm;

import org.junit.jupiter.api.Test;

class ConfigSchemaTest {
    @Test
    void p() {
        for (Chart c : Chart.values())
            System.out.println(c + " " + ConfigSchema.of(c.keys()).toPrettyString());
    }
}
