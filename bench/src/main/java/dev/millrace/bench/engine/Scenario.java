package dev.millrace.bench.engine;

import dev.millrace.bench.sample.Keys;
import java.util.List;
import java.util.Optional;

/** All contestants' results with one kind of keys and one kind of target. */
record Scenario(Keys keys, TargetKind target, List<Line> lines) {

    Optional<Line> of(Peer peer) {
        return lines.stream().filter(line -> line.setup().peer() == peer).findFirst();
    }

    String title() {
        return target.description() + "; " + keys.description();
    }
}
