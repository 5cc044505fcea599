package dev.millrace.launcher.run;

import dev.millrace.core.target.TargetType;
import java.util.List;
import java.util.ServiceLoader;

/** The connectors that are here. */
final class Connectors {
    private Connectors() {}

    /** In the order of the class path. */
    static List<TargetType> all() {
        return ServiceLoader.load(TargetType.class, Connectors.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }
}
