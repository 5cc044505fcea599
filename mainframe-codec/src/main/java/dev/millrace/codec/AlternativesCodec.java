package dev.millrace.codec;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Codec of items that share their bytes, by REDEFINES. Those that do not decode have no value, but one has to. Where a choice
 * was made for one of them and its condition holds, it is the only one, and has to decode; where it does not hold, that one
 * has no value.
 */
final class AlternativesCodec {

    private final int offset;
    private final int length;
    private final List<Alternative> alternatives;
    private final boolean hasChoices;

    /**
     * @param offset from the start of the group
     * @param length of the longest
     */
    AlternativesCodec(int offset, int length, List<Alternative> alternatives) {
        this.offset = offset;
        this.length = length;
        this.alternatives = List.copyOf(alternatives);
        this.hasChoices = alternatives.stream()
                .anyMatch(alternative -> alternative.choice().isPresent());
    }

    void decode(RecordBytes record, int group, CobolValue[] values) {
        int position = group + offset;
        OptionalInt chosen = hasChoices && !record.isApart() ? chosen(record, position) : OptionalInt.empty();
        @Nullable FieldFault first = null;
        boolean decoded = false;
        for (int i = 0; i < alternatives.size(); i++) {
            Alternative alternative = alternatives.get(i);
            // Conditions look at the record around, which is not there while alternatives are compared.
            boolean candidate = chosen.isPresent()
                    ? chosen.getAsInt() == i
                    : record.isApart() || alternative.choice().isEmpty();
            if (!candidate) {
                alternative.leaveOut(values);
                continue;
            }
            try {
                alternative.decode(record, position, values);
                decoded = true;
            } catch (FieldFault fault) {
                alternative.leaveOut(values);
                first = first == null ? fault : first;
            }
        }
        if (!decoded) {
            throw first == null ? noneChosen(record, position) : first;
        }
    }

    /** The first alternative whose condition holds. */
    private OptionalInt chosen(RecordBytes record, int position) {
        return IntStream.range(0, alternatives.size())
                .filter(i -> alternatives
                        .get(i)
                        .choice()
                        .filter(condition -> condition.holds(record, position))
                        .isPresent())
                .findFirst();
    }

    private FieldFault noneChosen(RecordBytes record, int position) {
        int place = record.place(position, length);
        return new FieldFault(
                ErrorCode.FIELD_NO_ALTERNATIVE,
                place,
                "none of the chosen conditions holds for the bytes 0x" + Hex.of(record.bytes(), place, length),
                "choose one of the alternatives for this kind of record too");
    }

    void encode(List<CobolValue> values, RecordBytes record, int group) {
        int position = group + offset;
        List<Alternative> present =
                alternatives.stream().filter(one -> one.isIn(values)).toList();
        if (present.isEmpty()) {
            throw new FieldFault(
                    ErrorCode.FIELD_MISSING,
                    record.place(position),
                    "none of the items that redefine each other has a value",
                    "give one of them");
        }
        if (present.size() == 1) {
            present.get(0).encode(values, record, position);
        } else {
            new AlternativesMerge(values, record, length, present).write(record.place(position, length));
        }
    }
}
