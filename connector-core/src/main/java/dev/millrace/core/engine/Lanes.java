package dev.millrace.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The fixed pool of lanes, each on a thread of its own. For the poll loop's thread. */
final class Lanes {
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Lanes(int count, Supplier<Lane> newLane) {
        for (int i = 0; i < count; i++) {
            Lane lane = newLane.get();
            lanes.add(lane);
            Thread thread = new Thread(lane, "lane-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** Hands over the records of one poll, in their order: one list a lane. */
    void add(List<PendingRecord> records) {
        Map<Integer, List<PendingRecord>> byLane = new TreeMap<>();
        for (PendingRecord record : records) {
            byLane.computeIfAbsent(laneOf(record), lane -> new ArrayList<>()).add(record);
        }
        byLane.forEach((lane, list) -> lanes.get(lane).add(list));
    }

    /** Records of one key go through one lane; those without a key, of one partition. */
    private int laneOf(PendingRecord record) {
        byte[] key = record.record().key();
        int hash = key == null ? record.assignment().partition().hashCode() : Arrays.hashCode(key);
        int spread = hash * 0x9E3779B9;
        return Math.floorMod(spread >>> 16, lanes.size());
    }

    /** Interrupts the workers and waits for them; the engine's state must say that it stops. */
    void stop(Duration budget) throws InterruptedException {
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + budget.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
    }
}
