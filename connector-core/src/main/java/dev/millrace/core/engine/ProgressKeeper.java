package dev.millrace.core.engine;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the target about its progress, so that the poll loop never waits for it. A question that fails is answered so, and the next
 * one waits a little: nothing else of the engine is kept from its work.
 *
 * <p>Thread safety: the poll loop gives {@code open} and the worker reads it; everything else is the worker's.
 */
final class ProgressKeeper implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressKeeper.class);

    private final ProgressStore store;
    private final EngineState state;
    private final EngineSettings settings;
    private final LongSupplier nanoClock;
    private final RandomGenerator random;
    private final Signal signal;
    private volatile @Nullable ProgressCall open;
    private int failures;
    private long notBeforeNanos;

    ProgressKeeper(
            ProgressStore store,
            EngineState state,
            EngineSettings settings,
            LongSupplier nanoClock,
            RandomGenerator random,
            Signal signal) {
        this.store = store;
        this.state = state;
        this.settings = settings;
        this.nanoClock = nanoClock;
        this.random = random;
        this.signal = signal;
        this.notBeforeNanos = nanoClock.getAsLong();
    }

    /** Gives the next question. To be called once the one before is answered; never blocks. */
    void ask(ProgressCall call) {
        open = call;
        signal.raise();
    }

    @Override
    public Signal signal() {
        return signal;
    }

    @Override
    public Duration idleTime(Duration longest) {
        long wait = isAsked() ? Math.max(0, notBeforeNanos - nanoClock.getAsLong()) : Long.MAX_VALUE;
        return Duration.ofNanos(Math.min(longest.toNanos(), wait));
    }

    @Override
    public boolean step() {
        ProgressCall call = open;
        if (call == null || !isAsked() || state.isStopping() || nanoClock.getAsLong() - notBeforeNanos < 0) {
            return false;
        }
        call.answer(carryOut(call));
        state.progressed();
        return true;
    }

    private boolean isAsked() {
        ProgressCall call = open;
        return call != null && call.answer().isEmpty();
    }

    private ProgressCall.Answer carryOut(ProgressCall call) {
        try {
            List<OptionalLong> loaded = call.loads().isEmpty()
                    ? List.of()
                    : store.load(
                            call.loads().stream().map(ProgressCall.Load::key).toList());
            Set<ProgressKey> madeAnew = madeAnew(call, loaded);
            List<OptionalLong> raised = call.raises().isEmpty()
                    ? List.of()
                    : store.raise(
                            call.raises().stream().map(ProgressCall.Raise::mark).toList());
            if (failures > 0) {
                LOG.info("the target's progress can be asked again");
                failures = 0;
            }
            return new ProgressCall.Held(loaded, madeAnew, raised);
        } catch (TargetException failure) {
            failures++;
            Duration delay = settings.retry().delay(failures, random);
            notBeforeNanos = nanoClock.getAsLong() + delay.toNanos();
            if (failures == 1) {
                LOG.warn("nothing is committed while the target's progress cannot be asked: {}", failure.getMessage());
            }
            return new ProgressCall.Failed(failure.kind() != FailureKind.TRANSIENT);
        }
    }

    private Set<ProgressKey> madeAnew(ProgressCall call, List<OptionalLong> loaded) {
        List<ProgressKey> empty = new ArrayList<>();
        for (int i = 0; i < loaded.size(); i++) {
            if (loaded.get(i).isEmpty()) {
                empty.add(call.loads().get(i).key());
            }
        }
        return empty.isEmpty() ? Set.of() : store.madeAnew(empty);
    }

    @Override
    public String toString() {
        return (isAsked() ? "asked" : "not asked") + " for progress, " + failures + " failures";
    }
}
