package dev.millrace.simulator.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keys to draw from: adding, removing and drawing take constant time. Owned by one thread. */
public final class KeyPool {
    private final List<RowKey> keys = new ArrayList<>();
    private final Map<RowKey, Integer> places = new HashMap<>();

    public void add(RowKey key) {
        if (places.putIfAbsent(key, keys.size()) == null) {
            keys.add(key);
        }
    }

    /** Removes a key; the last one takes its place. */
    public void remove(RowKey key) {
        @Nullable Integer place = places.remove(key);
        if (place == null) {
            return;
        }
        RowKey last = keys.remove(keys.size() - 1);
        if (place < keys.size()) {
            keys.set(place, last);
            places.put(last, place);
        }
    }

    public int size() {
        return keys.size();
    }

    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** A key, each as likely as the others. The pool must not be empty. */
    public RowKey draw(RandomGenerator random) {
        return keys.get(random.nextInt(keys.size()));
    }

    /**
     * A key, the first ones likelier: the inverse of the continuous Zipf distribution. {@link StrictMath} answers the same
     * on every machine. The pool must not be empty.
     *
     * @param skew Zipf's exponent, from 0 up to but not including 1
     */
    public RowKey drawHot(RandomGenerator random, double skew) {
        double share = StrictMath.pow(random.nextDouble(), 1 / (1 - skew));
        return keys.get(Math.min((int) (share * keys.size()), keys.size() - 1));
    }
}
