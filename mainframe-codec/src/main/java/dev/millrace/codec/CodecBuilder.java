package dev.millrace.codec;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Builds the codecs of a layout's items. */
final class CodecBuilder {

    private final HostEncoding encoding;
    private final IdentityHashMap<Item, ConditionCheck> choices;
    /** The tables of each counter, in the order of the counters' numbers. */
    private final IdentityHashMap<ElementItem, List<Occurs.Depending>> tables = new IdentityHashMap<>();

    private final List<ElementItem> counters = new ArrayList<>();

    CodecBuilder(Layout layout, HostEncoding encoding, List<Choice> choices) {
        this.encoding = encoding;
        this.choices = ChoiceResolver.resolve(layout, encoding, choices);
        ItemTree.all(layout.root()).forEach(item -> {
            if (item.occurs() instanceof Occurs.Depending table) {
                tables.computeIfAbsent(table.counter(), counter -> {
                            counters.add(counter);
                            return new ArrayList<>();
                        })
                        .add(table);
            }
        });
    }

    /** How many counters a record has. */
    int counters() {
        return counters.size();
    }

    GroupCodec group(GroupItem group) {
        GroupFields fields = GroupFields.of(group);
        return new GroupCodec(fields, parts(group.items(), group.offset(), 0));
    }

    private ItemCodec item(Item item) {
        ItemCodec single = item instanceof GroupItem group ? group(group) : element((ElementItem) item);
        return item.occurs() == Occurs.ONCE ? single : new TableCodec(single, size(item));
    }

    private ItemCodec element(ElementItem item) {
        ElementCodec codec = ElementCodec.of(item.type(), encoding);
        if (!tables.containsKey(item)) {
            return codec;
        }
        List<Occurs.Depending> dependent = tables.getOrDefault(item, List.of());
        return new CounterCodec(
                codec,
                number(item),
                dependent.stream().mapToInt(Occurs.Depending::least).max().orElseThrow(),
                dependent.stream().mapToInt(Occurs.Depending::most).min().orElseThrow());
    }

    private TableSize size(Item item) {
        return item.occurs() instanceof Occurs.Depending table
                ? new TableSize.Counted(item.length(), table.most(), number(table.counter()))
                : new TableSize.Fixed(item.length(), item.occurs().times());
    }

    // Counters that read the same, in alternatives on one line, are still two.
    @SuppressWarnings("ReferenceEquality")
    private int number(ElementItem counter) {
        int number = 0;
        while (counters.get(number) != counter) {
            number++;
        }
        return number;
    }

    /**
     * The parts that items of a group are.
     *
     * @param start where their places count from
     * @param index of the first value
     */
    private List<GroupPart> parts(List<Item> items, int start, int index) {
        List<GroupPart> parts = new ArrayList<>();
        int next = index;
        for (Item item : items) {
            if (item instanceof Redefinition redefinition) {
                parts.addAll(alternatives(redefinition, start, next));
            } else if (!item.isFiller()) {
                parts.add(new GroupPart.Field(item.name(), next, item.offset() - start, item(item)));
            } else if (item.occurs() instanceof Occurs.Depending) {
                parts.add(new GroupPart.UnnamedTable(item.offset() - start, size(item)));
            } else if (item instanceof GroupItem unnamed && item.occurs() == Occurs.ONCE) {
                parts.addAll(parts(unnamed.items(), start, next));
            }
            next += GroupItem.fieldsOf(item).size();
        }
        return parts;
    }

    private List<GroupPart> alternatives(Redefinition redefinition, int start, int index) {
        List<Alternative> alternatives = new ArrayList<>();
        int next = index;
        for (Item item : redefinition.alternatives()) {
            int fields = GroupItem.fieldsOf(item).size();
            if (fields > 0) {
                alternatives.add(new Alternative(
                        parts(List.of(item), redefinition.offset(), next),
                        next,
                        fields,
                        Optional.ofNullable(choices.get(item))));
            }
            next += fields;
        }
        return alternatives.isEmpty()
                ? List.of()
                : List.of(new GroupPart.Shared(
                        new AlternativesCodec(redefinition.offset() - start, redefinition.length(), alternatives)));
    }
}
