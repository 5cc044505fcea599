package dev.millrace.cli.demo;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.time.Duration;

/** One target of the demo with the connector that fills it. For one thread at a time, but for {@link #behind}. */
final class Replica {
    private static final Duration STALL = Duration.ofMinutes(2);

    private final TargetKind target;
    private final MillraceProcess connector;
    private final Topics topics;
    /** Written by whoever waits, read by whoever shows the progress. */
    private volatile long behind;

    Replica(TargetKind target, MillraceProcess connector, Topics topics) {
        this.target = target;
        this.connector = connector;
        this.topics = topics;
    }

    TargetKind target() {
        return target;
    }

    MillraceProcess connector() {
        return connector;
    }

    String group() {
        return ConnectorFile.group(target);
    }

    /** Records that the connector had not replicated when that was last asked. */
    long behind() {
        return behind;
    }

    /** Asks how many records wait in Kafka: those that the connector has not replicated. */
    void look() throws InterruptedException {
        behind = topics.lag(group());
    }

    void start() throws InterruptedException {
        connector.start();
        connector.awaitReady();
    }

    /** Waits until no record is behind. */
    void catchUp() throws InterruptedException {
        look();
        long best = behind;
        long lastAdvance = System.nanoTime();
        while (behind > 0) {
            MillraceProcess.pause();
            connector.requireAlive();
            look();
            if (behind < best) {
                best = behind;
                lastAdvance = System.nanoTime();
            } else if (System.nanoTime() - lastAdvance > STALL.toNanos()) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        "the connector of " + target.title() + " has not advanced for " + STALL.toSeconds() + " s, "
                                + behind + " records behind",
                        "see " + connector.logFile());
            }
        }
    }
}
