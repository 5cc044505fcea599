package dev.millrace.core.testkit;

import dev.millrace.core.change.Change;
import java.util.ArrayList;
import java.util.List;

/**
 * How a history arrives: duplicated, out of order, in part replayed, over several writers at once, in batches of any size.
 * Every change arrives at least once. Immutable.
 *
 * @param waves one after the other; the writers of a wave start together
 * @param duplicates changes that arrive twice for no reason
 * @param outOfOrder changes that arrive for the first time after one that happened later
 * @param replayed changes of the stretch that arrives once more
 * @param zombie changes that two writers deliver at the same time
 */
public record Delivery(List<Wave> waves, int duplicates, int outOfOrder, int replayed, int zombie) {

    /** @param batches of each writer, in its order */
    public record Wave(List<List<List<Change>>> batches) {}

    private static final int LARGEST_BATCH = 64;
    private static final int LONGEST_RUN = 40;

    static Delivery of(History history, int writers, Dice dice) {
        List<Change> changes = history.changes();
        Arrivals arrivals = Arrivals.of(changes.size(), dice);
        List<Integer> order = arrivals.order();
        int zombieStart = order.size() * dice.between(20, 50) / 100;
        int zombieEnd = zombieStart + order.size() * dice.between(10, 20) / 100;
        int calmEnd = Math.min(order.size(), zombieEnd + order.size() / 10);
        List<Integer> stretch = order.subList(zombieStart, zombieEnd);

        List<Wave> waves = new ArrayList<>();
        waves.add(wave(spread(order.subList(0, zombieStart), writers, 0, dice), changes, dice));
        waves.add(wave(besideZombie(stretch, order.subList(zombieEnd, calmEnd), writers, dice), changes, dice));
        waves.add(wave(spread(order.subList(calmEnd, order.size()), writers, 0, dice), changes, dice));
        return new Delivery(
                waves, arrivals.duplicates(), arrivals.outOfOrder(), arrivals.replayed(), 2 * stretch.size());
    }

    /** The history once more, whole and in order, as after a rewind. */
    static Wave again(History history, int writers, Dice dice) {
        List<Change> changes = history.changes();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            order.add(i);
        }
        return wave(spread(order, writers, 0, dice), changes, dice);
    }

    /** The first two writers deliver one stretch: a zombie and its successor. The others go on with what follows. */
    private static List<List<Integer>> besideZombie(
            List<Integer> stretch, List<Integer> following, int writers, Dice dice) {
        int pair = Math.min(2, writers);
        List<List<Integer>> queues = spread(following, writers, writers > pair ? pair : 0, dice);
        queues.get(0).addAll(0, stretch);
        queues.get(pair - 1).addAll(0, stretch);
        return queues;
    }

    /** Deals out runs of changes, so that one row's changes go to several writers. */
    private static List<List<Integer>> spread(List<Integer> order, int writers, int firstWriter, Dice dice) {
        List<List<Integer>> queues = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            queues.add(new ArrayList<>());
        }
        int next = 0;
        while (next < order.size()) {
            int end = Math.min(order.size(), next + dice.between(1, LONGEST_RUN));
            queues.get(dice.between(firstWriter, writers - 1)).addAll(order.subList(next, end));
            next = end;
        }
        return queues;
    }

    private static Wave wave(List<List<Integer>> queues, List<Change> changes, Dice dice) {
        return new Wave(queues.stream().map(queue -> cut(queue, changes, dice)).toList());
    }

    private static List<List<Change>> cut(List<Integer> queue, List<Change> changes, Dice dice) {
        List<List<Change>> batches = new ArrayList<>();
        int next = 0;
        while (next < queue.size()) {
            int largest = dice.oneOf(List.of(1, 8, LARGEST_BATCH));
            int end = Math.min(queue.size(), next + dice.between(1, largest));
            batches.add(queue.subList(next, end).stream().map(changes::get).toList());
            next = end;
        }
        return batches;
    }
}
