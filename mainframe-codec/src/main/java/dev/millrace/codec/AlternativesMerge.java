package dev.millrace.codec;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the bytes that several alternatives are all decoded from. They need not encode to the same bytes: a number
 * with the sign 0xF is the same as with 0xC, the text over it is not. So each in turn says first what its bytes are, the others
 * fill in what it leaves open, and then all have to decode to what they are.
 */
final class AlternativesMerge {

    /**
     * An alternative on its own.
     *
     * @param bytes what it encodes to
     * @param defined which of them it has a field for; FILLER is open
     * @param decoded what it comes back as, all values of the group
     */
    private record Encoded(Alternative alternative, RecordBytes bytes, BitSet defined, List<CobolValue> decoded) {}

    private final List<CobolValue> values;
    private final RecordBytes record;
    private final int length;
    private final List<Encoded> alternatives;

    AlternativesMerge(List<CobolValue> values, RecordBytes record, int length, List<Alternative> present) {
        this.values = values;
        this.record = record;
        this.length = length;
        this.alternatives = present.stream().map(this::encoded).toList();
    }

    private Encoded encoded(Alternative alternative) {
        RecordBytes zeros = record.part(length, (byte) 0);
        RecordBytes ones = record.part(length, (byte) 0xFF);
        alternative.encode(values, zeros, 0);
        alternative.encode(values, ones, 0);
        BitSet defined = new BitSet(length);
        for (int i = 0; i < length; i++) {
            defined.set(i, zeros.bytes()[i] == ones.bytes()[i]);
        }
        return new Encoded(alternative, zeros, defined, decoded(alternative, zeros));
    }

    /** Writes the bytes from a place on; a {@link FieldFault} where there are none. */
    void write(int place) {
        for (Encoded first : alternatives) {
            RecordBytes merged = record.part(length, CodePage.BLANK);
            BitSet defined = new BitSet(length);
            add(first, merged, defined);
            alternatives.forEach(other -> add(other, merged, defined));
            if (alternatives.stream().allMatch(one -> agrees(one, merged))) {
                defined.stream().forEach(i -> record.bytes()[place + i] = merged.bytes()[i]);
                return;
            }
        }
        throw new FieldFault(
                ErrorCode.ALTERNATIVES_DIFFER,
                place,
                "the values of items that redefine each other stand for different bytes",
                "give only the one that counts");
    }

    private static void add(Encoded one, RecordBytes merged, BitSet defined) {
        BitSet added = (BitSet) one.defined().clone();
        added.andNot(defined);
        added.stream().forEach(i -> merged.bytes()[i] = one.bytes().bytes()[i]);
        defined.or(added);
    }

    private boolean agrees(Encoded one, RecordBytes merged) {
        try {
            List<CobolValue> decoded = decoded(one.alternative(), merged);
            int first = one.alternative().first();
            return IntStream.range(first, first + one.alternative().fields())
                    .allMatch(i -> isSame(values.get(i), one.decoded().get(i), decoded.get(i)));
        } catch (FieldFault fault) {
            return false;
        }
    }

    /** All values of the group; those of other alternatives are absent. */
    private List<CobolValue> decoded(Alternative alternative, RecordBytes bytes) {
        CobolValue[] decoded = new CobolValue[values.size()];
        Arrays.fill(decoded, CobolValue.ABSENT);
        alternative.decode(bytes, 0, decoded);
        return List.of(decoded);
    }

    /** Whether two values are the same, but for what was not given: an alternative within, that may come of any bytes. */
    private static boolean isSame(CobolValue given, CobolValue one, CobolValue other) {
        if (given instanceof CobolValue.Absent) {
            return true;
        }
        if (given instanceof CobolValue.Group group
                && one instanceof CobolValue.Group left
                && other instanceof CobolValue.Group right) {
            return left.names().stream()
                    .allMatch(name ->
                            !group.names().contains(name) || isSame(group.get(name), left.get(name), right.get(name)));
        }
        if (given instanceof CobolValue.Table table
                && one instanceof CobolValue.Table left
                && other instanceof CobolValue.Table right) {
            return IntStream.range(0, table.elements().size())
                    .allMatch(i -> isSame(
                            table.elements().get(i),
                            left.elements().get(i),
                            right.elements().get(i)));
        }
        return one.equals(other);
    }
}
