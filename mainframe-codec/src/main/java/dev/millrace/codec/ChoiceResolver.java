package dev.millrace.codec;

import dev.millrace.codec.ConditionCheck.ItemPlace;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Finds the items of choices in a layout, and how to look at the one while the other is decoded. */
final class ChoiceResolver {

    /**
     * An item of the layout.
     *
     * @param path its own name and those of the groups around it, the innermost first
     * @param tables it is in, itself included, the outermost first
     */
    private record Located(Item item, List<String> path, List<Item> tables) {}

    private final Layout layout;
    private final HostEncoding encoding;
    private final List<Located> items = new ArrayList<>();
    private final List<Located> alternatives = new ArrayList<>();

    private ChoiceResolver(Layout layout, HostEncoding encoding) {
        this.layout = layout;
        this.encoding = encoding;
        locate(layout.root(), List.of(), List.of());
    }

    /** The condition of each alternative for which a choice is made. */
    static IdentityHashMap<Item, ConditionCheck> resolve(Layout layout, HostEncoding encoding, List<Choice> choices) {
        ChoiceResolver resolver = new ChoiceResolver(layout, encoding);
        IdentityHashMap<Item, ConditionCheck> checks = new IdentityHashMap<>();
        for (Choice choice : choices) {
            Located alternative = resolver.alternative(choice);
            if (checks.put(alternative.item(), resolver.check(choice, alternative)) != null) {
                throw choice.error("another choice is made for the same item", "keep one of them");
            }
        }
        return checks;
    }

    private void locate(Item item, List<String> outerPath, List<Item> outerTables) {
        List<String> path = new ArrayList<>(outerPath);
        if (!(item instanceof Redefinition)) {
            path.add(0, item.name());
        }
        List<Item> tables = new ArrayList<>(outerTables);
        if (item.occurs() != Occurs.ONCE) {
            tables.add(item);
        }
        items.add(new Located(item, path, tables));
        for (Item child : ItemTree.children(item)) {
            if (item instanceof Redefinition) {
                List<String> childPath = new ArrayList<>(path);
                childPath.add(0, child.name());
                alternatives.add(new Located(child, childPath, outerTables));
            }
            locate(child, path, tables);
        }
    }

    private Located alternative(Choice choice) {
        QualifiedName name = Choice.name(choice.alternative());
        List<Located> named = alternatives.stream()
                .filter(one -> !one.item().isFiller() && name.means(one.path()))
                .toList();
        List<Located> found = named.isEmpty()
                ? alternatives.stream()
                        .filter(one -> hasField(one.item(), name))
                        .toList()
                : named;
        return single(choice, found, "item that redefines another or is redefined", choice.alternative());
    }

    private static boolean hasField(Item alternative, QualifiedName name) {
        return alternative.isFiller()
                && GroupItem.fieldsOf(alternative).stream().anyMatch(field -> name.means(List.of(field.name())));
    }

    private ConditionCheck check(Choice choice, Located alternative) {
        int equals = choice.condition().indexOf('=');
        if (equals < 0) {
            List<Condition> found = layout.conditions().stream()
                    .filter(condition -> Choice.name(choice.condition()).means(path(condition)))
                    .toList();
            Condition condition = single(choice, found, "condition of level 88", choice.condition());
            return check(choice, alternative, located(condition.item()), condition.values());
        }
        String field = choice.condition().substring(0, equals).strip();
        QualifiedName name = Choice.name(field);
        List<Located> found = items.stream()
                .filter(one -> !one.item().isFiller() && name.means(one.path()))
                .toList();
        String value = choice.condition().substring(equals + 1).strip();
        Literal literal = LiteralParser.of(value).orElseGet(() -> new Literal.Text(value));
        return check(
                choice, alternative, single(choice, found, "item", field), List.of(new ValueRange(literal, literal)));
    }

    private List<String> path(Condition condition) {
        List<String> path = new ArrayList<>(located(condition.item()).path());
        path.add(0, condition.name());
        return path;
    }

    // Items that read the same are still other items.
    @SuppressWarnings("ReferenceEquality")
    private Located located(Item item) {
        return items.stream().filter(one -> one.item() == item).findFirst().orElseThrow();
    }

    private ConditionCheck check(Choice choice, Located alternative, Located item, List<ValueRange> values) {
        ItemPlace place = place(choice, alternative, item);
        try {
            return new ConditionCheck(ValueTest.of(item.item(), values, encoding), place);
        } catch (FieldFault fault) {
            throw choice.error(fault.problem(), "give a value that the item can have");
        }
    }

    private ItemPlace place(Choice choice, Located alternative, Located item) {
        int there = item.item().offset();
        int here = alternative.item().offset();
        boolean measurable = !ItemTree.isVariable(item.item());
        if (measurable
                && isSame(item.tables(), alternative.tables())
                && !isVariableBetween(there, here, item.tables())) {
            return new ItemPlace.FromAlternatives(there - here);
        }
        if (measurable && item.tables().isEmpty() && !isVariableBetween(0, there, List.of())) {
            return new ItemPlace.InRecord(there);
        }
        throw choice.error(
                "the item of the condition is not at a known place from the alternatives",
                "name an item in the same occurrence with no table of variable length between, or one before all such tables");
    }

    // As above.
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(List<Item> one, List<Item> other) {
        boolean same = one.size() == other.size();
        for (int i = 0; same && i < one.size(); i++) {
            same = one.get(i) == other.get(i);
        }
        return same;
    }

    /** Whether a table of variable length begins between two places, but for those around both. */
    private boolean isVariableBetween(int one, int other, List<Item> around) {
        return items.stream()
                .map(Located::item)
                .filter(item -> item.occurs() instanceof Occurs.Depending && !around.contains(item))
                .anyMatch(table -> table.offset() >= Math.min(one, other) && table.offset() < Math.max(one, other));
    }

    private static <T> T single(Choice choice, List<T> found, String what, String name) {
        if (found.size() != 1) {
            throw choice.error(
                    found.isEmpty()
                            ? "the copybook has no " + what + " called " + name
                            : "the copybook has more than one " + what + " called " + name,
                    found.isEmpty() ? "correct the name" : "put the name of its group and a period before it");
        }
        return found.get(0);
    }
}
