package dev.millrace.simulator.generate;

import dev.millrace.codec.CobolValue;
import dev.millrace.codec.ConditionValues;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.Occurs;
import dev.millrace.codec.Redefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws records of a layout: counters that fit their tables, one of the items that share bytes, and often the values that conditions are
 * about. Owned by one thread.
 */
final class RandomRecord {
    private final GroupItem record;
    private final Counters counters;
    private final ConditionValues conditions;
    private final SplittableRandom random;
    private final RandomField fields;
    /** Of the occurrence that is being drawn. */
    private final Map<ElementItem, Integer> counts = new HashMap<>();

    RandomRecord(GroupItem record, Counters counters, ConditionValues conditions, SplittableRandom random) {
        this.record = record;
        this.counters = counters;
        this.conditions = conditions;
        this.random = random;
        this.fields = new RandomField(random.split());
    }

    CobolValue.Group draw() {
        return group(record);
    }

    private CobolValue.Group group(GroupItem group) {
        Map<String, CobolValue> drawn = new HashMap<>();
        addFields(group.items(), drawn);
        List<String> names = group.fields().stream().map(Item::name).toList();
        return new CobolValue.Group(
                names,
                names.stream()
                        .map(name -> drawn.getOrDefault(name, CobolValue.ABSENT))
                        .toList());
    }

    private void addFields(List<Item> items, Map<String, CobolValue> drawn) {
        for (Item item : items) {
            if (item instanceof Redefinition shared) {
                addOne(shared, drawn);
            } else if (!item.isFiller()) {
                drawn.put(item.name(), value(item));
            } else if (item instanceof GroupItem unnamed) {
                addFields(unnamed.items(), drawn);
            }
        }
    }

    private void addOne(Redefinition shared, Map<String, CobolValue> drawn) {
        List<Item> named =
                shared.alternatives().stream().filter(RandomRecord::hasName).toList();
        if (!named.isEmpty()) {
            addFields(List.of(named.get(random.nextInt(named.size()))), drawn);
        }
    }

    /** Whether there is a field that the bytes could be written by. */
    private static boolean hasName(Item item) {
        return !item.isFiller() || Counters.within(item).stream().anyMatch(RandomRecord::hasName);
    }

    private CobolValue value(Item item) {
        if (item.occurs() == Occurs.ONCE) {
            return single(item);
        }
        int times = item.occurs() instanceof Occurs.Depending table
                ? counts.getOrDefault(table.counter(), 0)
                : item.occurs().times();
        List<CobolValue> elements = new ArrayList<>(times);
        for (int i = 0; i < times; i++) {
            elements.add(single(item));
        }
        return new CobolValue.Table(elements);
    }

    private CobolValue single(Item item) {
        if (item instanceof GroupItem group) {
            return group(group);
        }
        ElementItem element = (ElementItem) item;
        return counters.of(element)
                .map(bounds -> {
                    int count = bounds.least() + random.nextInt(Math.max(0, bounds.most() - bounds.least()) + 1);
                    counts.put(element, count);
                    return (CobolValue) CobolValue.number(count);
                })
                .orElseGet(() -> field(element));
    }

    private CobolValue field(ElementItem element) {
        List<CobolValue> known = conditions.of(element);
        return known.isEmpty() || random.nextInt(4) == 0
                ? fields.value(element.type())
                : known.get(random.nextInt(known.size()));
    }
}
