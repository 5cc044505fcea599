package dev.millrace.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The values that conditions are about: those of level 88, with both ends of what one has THRU another, and those that choices name. Only
 * of elementary items, and no figurative constants. Immutable.
 */
public final class ConditionValues {
    private final Map<ElementItem, List<CobolValue>> values = new HashMap<>();

    private ConditionValues() {}

    /** Of all conditions of a copybook, and of choices between its items that redefine each other. */
    public static ConditionValues of(Copybook copybook, List<Choice> choices) {
        ConditionValues found = new ConditionValues();
        for (Condition condition : copybook.layout().conditions()) {
            for (ValueRange range : condition.values()) {
                found.add(condition.item(), range.low());
                found.add(condition.item(), range.high());
            }
        }
        choices.forEach(choice -> found.add(copybook, choice.condition()));
        return found;
    }

    /** The values of an item; none where no condition is about it. */
    public List<CobolValue> of(ElementItem item) {
        return List.copyOf(values.getOrDefault(item, List.of()));
    }

    /** Whatever groups a name is qualified with: a value for a field of the same name elsewhere does no harm. */
    private void add(Copybook copybook, String condition) {
        int equals = condition.indexOf('=');
        if (equals < 0) {
            return;
        }
        String field = condition.substring(0, equals).strip();
        String name = field.substring(field.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        String value = condition.substring(equals + 1).strip();
        Literal literal = LiteralParser.of(value).orElseGet(() -> new Literal.Text(value));
        ItemTree.all(copybook.root())
                .filter(item -> item.name().toUpperCase(Locale.ROOT).equals(name))
                .forEach(item -> add(item, literal));
    }

    private void add(Item item, Literal literal) {
        if (item instanceof ElementItem element) {
            value(element, literal).ifPresent(value -> {
                List<CobolValue> known = values.computeIfAbsent(element, first -> new ArrayList<>());
                if (!known.contains(value)) {
                    known.add(value);
                }
            });
        }
    }

    private static Optional<CobolValue> value(ElementItem item, Literal literal) {
        boolean isText = item.type() instanceof DataType.Text || item.type() instanceof DataType.WideText;
        if (literal instanceof Literal.Text text) {
            return isText ? Optional.of(CobolValue.text(text.value())) : Optional.empty();
        }
        if (literal instanceof Literal.Decimal number) {
            return Optional.of(
                    isText ? CobolValue.text(number.value().toPlainString()) : CobolValue.number(number.value()));
        }
        return Optional.empty();
    }
}
