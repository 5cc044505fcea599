package dev.millrace.core.engine;

import dev.millrace.core.failure.DeadLetter;
import dev.millrace.core.failure.DeadLetters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** The dead letter topic: acknowledges late, and loses acknowledgements. What is stored outlives the processes. */
final class SimulatedDeadLetters {
    private final Random random;
    private final Set<String> stored = new HashSet<>();
    private boolean down;

    SimulatedDeadLetters(Random random) {
        this.random = random;
    }

    void down(boolean isDown) {
        down = isDown;
    }

    boolean has(String place) {
        return stored.contains(place);
    }

    Set<String> stored() {
        return stored;
    }

    static String place(String topic, int partition, long offset) {
        return topic + "-" + partition + "@" + offset;
    }

    /** The letters of one process. */
    final class Sender implements DeadLetters {
        private final List<Runnable> waiting = new ArrayList<>();

        @Override
        public void send(DeadLetter letter, Runnable onStored) {
            String place = place(
                    letter.record().topic(),
                    letter.record().partition(),
                    letter.record().offset());
            waiting.add(() -> {
                if (down) {
                    throw new IllegalStateException("down");
                }
                stored.add(place);
                onStored.run();
            });
        }

        boolean isWaiting() {
            return !waiting.isEmpty();
        }

        /** Stores one letter, or stores it and loses the acknowledgement, so that it has to be stored again. */
        void storeOne() {
            if (!down && random.nextInt(4) != 0) {
                waiting.remove(random.nextInt(waiting.size())).run();
            }
        }

        @Override
        public void retryFailed() {}

        @Override
        public void close() {}
    }
}
