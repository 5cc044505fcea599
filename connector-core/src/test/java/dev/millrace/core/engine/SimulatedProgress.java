package dev.millrace.core.engine;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.TargetException;
import dev.millrace.core.testkit.InMemoryProgress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The progress that the simulated store holds: gone with it, flaky as it is, set back with it. */
final class SimulatedProgress {
    /** Looks at every raise before it counts. */
    interface RaiseCheck {
        void raising(int partition, long from, long to);
    }

    private final Random random;
    private final RaiseCheck check;
    private final InMemoryProgress held = new InMemoryProgress();
    /** The furthest that was ever held. */
    private final Map<ProgressKey, Long> furthest = new HashMap<>();

    private final BooleanSupplier down;
    private final BooleanSupplier flaky;

    SimulatedProgress(Random random, BooleanSupplier down, BooleanSupplier flaky, RaiseCheck check) {
        this.random = random;
        this.down = down;
        this.flaky = flaky;
        this.check = check;
    }

    OptionalLong held(ProgressKey key) {
        return held.held(key);
    }

    long furthest(ProgressKey key) {
        return furthest.getOrDefault(key, 0L);
    }

    Map<ProgressKey, Long> snapshot() {
        return held.snapshot();
    }

    /** Another server takes over: what it holds is older, and nobody is connected to it. */
    void setBack(Map<ProgressKey, Long> snapshot) {
        held.restore(snapshot);
        held.endSessions();
    }

    /** The progress as one process sees it. */
    ProgressStore connect(SimulatedProcess process) {
        ProgressStore connection = held.connect();
        return new ProgressStore() {
            @Override
            public List<OptionalLong> load(List<ProgressKey> keys) {
                mayFail();
                List<OptionalLong> loaded = connection.load(keys);
                mayFail();
                return loaded;
            }

            @Override
            public Set<ProgressKey> madeAnew(List<ProgressKey> keys) {
                mayFail();
                return connection.madeAnew(keys);
            }

            @Override
            public List<OptionalLong> raise(List<ProgressMark> marks) {
                mayFail();
                Map<ProgressKey, Long> before = held.snapshot();
                List<OptionalLong> raised = connection.raise(marks);
                for (int i = 0; i < marks.size(); i++) {
                    ProgressKey key = marks.get(i).key();
                    long now = raised.get(i).orElse(0);
                    check.raising(key.partition(), before.getOrDefault(key, 0L), now);
                    furthest.merge(key, now, Math::max);
                }
                mayFail();
                return raised;
            }

            /** Before or after it was done. */
            private void mayFail() {
                boolean gone = down.getAsBoolean();
                if (gone || (flaky.getAsBoolean() && random.nextInt(4) == 0)) {
                    process.happened(SimulationFault.PROGRESS_FAILED);
                    held.fail(gone || random.nextBoolean() ? FailureKind.UNAVAILABLE : FailureKind.TRANSIENT);
                    try {
                        connection.load(List.of());
                        throw new AssertionError("told to fail");
                    } catch (TargetException failure) {
                        throw failure;
                    } finally {
                        held.mend();
                    }
                }
            }
        };
    }
}
