package dev.millrace.launcher.run;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.target.TargetType;

/** The one connector on the class path of these tests; it cannot be opened. */
public final class SampleTargetType implements TargetType {
    @Override
    public String name() {
        return "sample";
    }

    @Override
    public String description() {
        return "Replicates into nothing.";
    }

    @Override
    public TargetType.Opening opening(ConfigReader reader, ConnectorConfig connector) {
        return new TargetType.Opening(
                () -> {
                    throw new UnsupportedOperationException();
                },
                () -> {
                    throw new UnsupportedOperationException();
                });
    }
}
