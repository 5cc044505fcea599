package dev.millrace.codec;

import java.util.List;
import java.util.Locale;

/**
 * A name with those of groups that the item is in, the innermost first, as in N OF G.
 *
 * @param names never empty
 */
record QualifiedName(List<String> names) {

    String name() {
        return names.get(0);
    }

    /** Whether this means an item, given its own name and those of all groups around it, the innermost first. */
    boolean means(List<String> path) {
        if (!same(name(), path.get(0))) {
            return false;
        }
        int at = 1;
        for (String qualifier : names.subList(1, names.size())) {
            while (at < path.size() && !same(qualifier, path.get(at))) {
                at++;
            }
            if (at++ >= path.size()) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String one, String other) {
        return one.toUpperCase(Locale.ROOT).equals(other.toUpperCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return String.join(" OF ", names);
    }
}
