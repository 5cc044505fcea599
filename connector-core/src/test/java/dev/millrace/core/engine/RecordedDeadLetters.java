package dev.millrace.core.engine;

import dev.millrace.core.failure.DeadLetter;
import dev.millrace.core.failure.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the letters; acknowledges at once, or when the test says so. */
class RecordedDeadLetters implements DeadLetters {
    final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
    private final List<Runnable> unacknowledged = new ArrayList<>();
    private boolean holding;

    synchronized void hold() {
        holding = true;
    }

    void acknowledgeAll() {
        List<Runnable> waiting;
        synchronized (this) {
            waiting = List.copyOf(unacknowledged);
            unacknowledged.clear();
            holding = false;
        }
        waiting.forEach(Runnable::run);
    }

    @Override
    public void send(DeadLetter letter, Runnable onStored) {
        letters.add(letter);
        synchronized (this) {
            if (holding) {
                unacknowledged.add(onStored);
                return;
            }
        }
        onStored.run();
    }

    @Override
    public void retryFailed() {}

    @Override
    public void close() {}
}
