package dev.millrace.core.engine;

import dev.millrace.core.failure.DeadLetter;
import dev.millrace.core.failure.DeadLetters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letter topic: is down at times, and loses acknowledgements, after which the letter is sent again. */
final class SimulatedDeadLetters {
    private final Random random;
    private final LongSupplier nanos;
    private final SimulatedWorkload workload;
    private final Set<List<Long>> stored = new HashSet<>();
    private long downUntil;

    SimulatedDeadLetters(Random random, LongSupplier nanos, SimulatedWorkload workload) {
        this.random = random;
        this.nanos = nanos;
        this.workload = workload;
    }

    void down(long untilNanos) {
        downUntil = untilNanos;
    }

    boolean isStored(int partition, long offset) {
        return stored.contains(List.of((long) partition, offset));
    }

    private record Letter(ConsumerRecord<byte[], byte[]> record, long number, Runnable onStored) {}

    /** The letters of one process. */
    final class Sender implements DeadLetters {
        private final SimulatedProcess process;
        private final List<Letter> underWay = new ArrayList<>();
        private final List<Letter> failed = new ArrayList<>();

        Sender(SimulatedProcess process) {
            this.process = process;
        }

        @Override
        public void send(DeadLetter letter, Runnable onStored) {
            SimulatedWorkload.Event event = workload.event(letter.record().value());
            if (!event.isPoison() && !event.isUnreadable()) {
                throw new AssertionError("a good record is a dead letter: "
                        + letter.record().partition() + "@" + letter.record().offset() + " " + letter.reason());
            }
            underWay.add(new Letter(letter.record(), process.audit().letterSent(), onStored));
        }

        boolean isUnderWay() {
            return !underWay.isEmpty();
        }

        boolean isWaiting() {
            return !underWay.isEmpty() || !failed.isEmpty();
        }

        /** Stores one letter and says so, or does not say so, or does not store it. */
        void goOn() {
            Letter letter = underWay.remove(random.nextInt(underWay.size()));
            if (nanos.getAsLong() < downUntil) {
                process.happened(SimulationFault.LETTERS_DOWN);
                failed.add(letter);
                return;
            }
            stored.add(
                    List.of((long) letter.record().partition(), letter.record().offset()));
            if (random.nextInt(6) == 0) {
                process.happened(SimulationFault.LETTER_ACK_LOST);
                failed.add(letter);
            } else {
                process.audit()
                        .letterAcknowledged(
                                letter.record().partition(), letter.record().offset(), letter.number());
                letter.onStored().run();
            }
        }

        @Override
        public void retryFailed() {
            underWay.addAll(failed);
            failed.clear();
        }

        @Override
        public void close() {}
    }
}
