package dev.millrace.bench.postgres;

import java.util.List;

/** Who is measured, with the options of its JVM. */
enum Entrant {
    INLINE("Millrace, versions inline", "-Xmx128m -XX:+UseSerialGC"),
    SIDECAR("Millrace, versions beside the rows", "-Xmx128m -XX:+UseSerialGC"),
    BARE("bare client loop", "-Xmx3g -XX:+UseParallelGC"),
    PLAIN("plain loop", "-Xmx512m -XX:+UseSerialGC"),
    DEBEZIUM("Debezium's sink, tuned", "-Xmx3g -XX:+UseParallelGC"),
    /** The JVM options are those of Kafka's own connect-standalone.sh. */
    DEBEZIUM_DEFAULTS(
            "Debezium's sink, defaults",
            "-Xms256M -Xmx2G -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35"
                    + " -XX:+ExplicitGCInvokesConcurrent");

    private final String title;
    private final String jvmOptions;

    Entrant(String title, String jvmOptions) {
        this.title = title;
        this.jvmOptions = jvmOptions;
    }

    String title() {
        return title;
    }

    List<String> jvmOptions() {
        return List.of(jvmOptions.split(" "));
    }

    boolean isDebezium() {
        return this == DEBEZIUM || this == DEBEZIUM_DEFAULTS;
    }

    boolean isMillrace() {
        return this == INLINE || this == SIDECAR;
    }
}
