package dev.millrace.codec;

import java.util.List;

/**
 * Items that share their bytes: one, and those behind it that redefine it. In a record, those that do not decode are
 * {@link CobolValue#ABSENT}.
 *
 * @param alternatives at least two, the redefined item first; all begin at the same byte, none has a variable length
 */
public record Redefinition(List<Item> alternatives) implements Item {

    public Redefinition {
        alternatives = List.copyOf(alternatives);
    }

    private Item redefined() {
        return alternatives.get(0);
    }

    /** What the alternatives share has no name. */
    @Override
    public String name() {
        return FILLER;
    }

    @Override
    public int level() {
        return redefined().level();
    }

    @Override
    public int line() {
        return redefined().line();
    }

    @Override
    public int offset() {
        return redefined().offset();
    }

    /** Bytes of the longest. */
    @Override
    public int length() {
        return alternatives.stream().mapToInt(Item::size).max().orElseThrow();
    }

    @Override
    public Occurs occurs() {
        return Occurs.ONCE;
    }
}
