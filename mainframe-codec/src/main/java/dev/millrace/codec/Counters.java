package dev.millrace.codec;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The elementary items of a record before the one that is laid out: among them is what OCCURS DEPENDING ON names. */
final class Counters {

    /**
     * @param path its own name and those of the groups around it, the innermost first
     * @param tables around it, the innermost first
     */
    private record Candidate(ElementItem item, List<String> path, List<EntryNode> tables) {}

    private final List<Candidate> candidates = new ArrayList<>();
    private final Deque<EntryNode> groups = new ArrayDeque<>();

    void enter(EntryNode group) {
        groups.push(group);
    }

    void leave() {
        groups.pop();
    }

    void add(ElementItem item) {
        List<String> path = new ArrayList<>();
        path.add(item.name());
        groups.forEach(group -> path.add(group.entry().name()));
        candidates.add(new Candidate(item, path, tables()));
    }

    private List<EntryNode> tables() {
        return groups.stream().filter(group -> group.entry().occurs() != null).toList();
    }

    /** The item that a table depends on. */
    ElementItem find(DataEntry table, QualifiedName name) {
        List<Candidate> found = candidates.stream()
                .filter(candidate -> name.means(candidate.path()))
                .toList();
        if (found.size() != 1) {
            throw table.syntax(
                    found.isEmpty()
                            ? "there is no item " + name + " before it, on which it depends"
                            : "several items before it are called " + name + ", on which it depends",
                    found.isEmpty()
                            ? "correct the name, or put the counter before the table"
                            : "qualify the name with that of a group");
        }
        Candidate counter = found.get(0);
        List<EntryNode> around = tables();
        boolean integer = counter.item().type() instanceof DataType.Numeric number && number.scale() == 0;
        if (!integer || counter.item().occurs() != Occurs.ONCE || !isSame(counter.tables(), around)) {
            throw table.syntax(
                    integer
                            ? "it depends on " + name + ", which occurs several times"
                            : "it depends on " + name + ", which is no integer",
                    "name a single integer before the table");
        }
        return counter.item();
    }

    /** Whether the tables around the counter are the outermost of those around the table, so that it has one occurrence there. */
    // Entries that read the same are still other tables.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(List<EntryNode> outer, List<EntryNode> around) {
        int more = around.size() - outer.size();
        for (int i = 0; i < outer.size(); i++) {
            if (more < 0 || outer.get(i) != around.get(more + i)) {
                return false;
            }
        }
        return true;
    }
}
