package dev.millrace.core.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The order in which the changes of a history arrive, each named by its place in the history.
 *
 * @param order every place at least once
 */
record Arrivals(List<Integer> order, int duplicates, int outOfOrder, int replayed) {
    private static final int NEAR = 16;

    static Arrivals of(int size, Dice dice) {
        Set<Integer> late = draw(size, dice);
        Set<Integer> twice = draw(size, dice);
        List<Arrival> arrivals = new ArrayList<>();
        for (int place = 0; place < size; place++) {
            double first = late.contains(place) ? place + delay(size, dice) : place;
            arrivals.add(new Arrival(place, first));
            if (twice.contains(place)) {
                arrivals.add(new Arrival(place, first + delay(size, dice) / 2));
            }
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::time));
        List<Integer> order =
                new ArrayList<>(arrivals.stream().map(Arrival::place).toList());
        int outOfOrder = outOfOrder(order);
        int replayed = replay(order, dice);
        return new Arrivals(List.copyOf(order), twice.size(), outOfOrder, replayed);
    }

    /** Somewhat more than a tenth of all places. */
    private static Set<Integer> draw(int size, Dice dice) {
        int count = size * dice.between(11, 14) / 100;
        Set<Integer> drawn = new LinkedHashSet<>();
        while (drawn.size() < count) {
            drawn.add(dice.between(0, size - 2));
        }
        return drawn;
    }

    /** A few places for one half, any distance for the other; never a whole number, so never a tie. */
    private static double delay(int size, Dice dice) {
        return dice.between(1, dice.inPercent(50) ? NEAR : size) + 0.5;
    }

    /** Puts a stretch ("three days") in once more, at the end or somewhere after it. */
    private static int replay(List<Integer> order, Dice dice) {
        int length = order.size() * dice.between(15, 40) / 100;
        int start = dice.between(0, order.size() - length);
        List<Integer> stretch = List.copyOf(order.subList(start, start + length));
        int at = dice.inPercent(50) ? order.size() : dice.between(start + length, order.size());
        order.addAll(at, stretch);
        return length;
    }

    private static int outOfOrder(List<Integer> order) {
        Set<Integer> seen = new LinkedHashSet<>();
        int latest = -1;
        int count = 0;
        for (int place : order) {
            if (seen.add(place) && place < latest) {
                count++;
            }
            latest = Math.max(latest, place);
        }
        return count;
    }

    private record Arrival(int place, double time) {}
}
