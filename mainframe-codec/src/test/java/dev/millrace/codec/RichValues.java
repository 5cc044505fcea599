package dev.millrace.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random records of a copybook: counters that fit their tables, and one of the items that share bytes. */
final class RichValues {

    private final Random random;
    private final RandomValues values;
    private final Map<String, Occurs.Depending> tables = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();

    RichValues(Random random, CodePage codePage, Copybook copybook) {
        this.random = random;
        this.values = new RandomValues(random.nextLong(), codePage);
        ItemTree.all(copybook.root()).forEach(item -> {
            if (item.occurs() instanceof Occurs.Depending table) {
                tables.put(table.counter().name(), table);
            }
        });
    }

    CobolRecord record(Copybook copybook) {
        Map<String, CobolValue> fields = new LinkedHashMap<>();
        addFields(copybook.root().items(), fields);
        return CobolRecord.of(copybook, fields);
    }

    private void addFields(List<Item> items, Map<String, CobolValue> fields) {
        for (Item item : items) {
            if (item instanceof Redefinition shared) {
                List<Item> candidates = shared.alternatives().stream()
                        .filter(alternative -> !GroupItem.fieldsOf(alternative).isEmpty())
                        .toList();
                addFields(List.of(candidates.get(random.nextInt(candidates.size()))), fields);
            } else if (!item.isFiller()) {
                fields.put(item.name(), value(item));
            } else if (item instanceof GroupItem group) {
                addFields(group.items(), fields);
            }
        }
    }

    private CobolValue value(Item item) {
        if (item.occurs() == Occurs.ONCE) {
            return single(item);
        }
        int times = item.occurs() instanceof Occurs.Depending table
                ? counts.getOrDefault(table.counter().name(), 0)
                : item.occurs().times();
        List<CobolValue> elements = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            elements.add(single(item));
        }
        return new CobolValue.Table(elements);
    }

    private CobolValue single(Item item) {
        if (item instanceof GroupItem group) {
            Map<String, CobolValue> fields = new LinkedHashMap<>();
            addFields(group.items(), fields);
            // In the order of the layout, those left out as absent: what decoding gives, too.
            GroupFields all = GroupFields.of(group);
            return new CobolValue.Group(all.names(), all.inOrder(CobolValue.Group.of(fields), 0));
        }
        Occurs.Depending table = tables.get(item.name());
        if (table != null) {
            int count = table.least() + random.nextInt(table.most() - table.least() + 1);
            counts.put(item.name(), count);
            return CobolValue.number(count);
        }
        return leaf(((ElementItem) item).type());
    }

    private CobolValue leaf(DataType type) {
        if (type instanceof DataType.Numeric number) {
            return CobolValue.number(values.number(new Layouts.NumberField(
                    number.digits(),
                    number.scale(),
                    number.isSigned() ? SignPlacement.TRAILING : SignPlacement.UNSIGNED,
                    Usage.DISPLAY,
                    false)));
        }
        if (type instanceof DataType.FloatingPoint floating) {
            return values.floating(floating);
        }
        if (type instanceof DataType.WideText wide) {
            return CobolValue.text("\u00e4\u65e5A".repeat(3).substring(0, random.nextInt(wide.positions() + 1)));
        }
        String text = values.text(type.length());
        return CobolValue.text(((DataType.Text) type).isJustified() ? text.stripLeading() : text);
    }
}
