package dev.millrace.bench.engine;

import java.time.Duration;

/** What the target does with a batch. */
enum TargetKind {
    IDLE("a target that does nothing", Duration.ZERO),
    SLOW("a target that takes 1 ms a batch", Duration.ofMillis(1));

    private final String description;
    private final Duration time;

    TargetKind(String description, Duration time) {
        this.description = description;
        this.time = time;
    }

    String description() {
        return description;
    }

    Duration time() {
        return time;
    }
}
