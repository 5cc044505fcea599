package dev.millrace.codec;

/** Whether a condition holds in a record, seen from the alternatives that are chosen by it. */
final class ConditionCheck {

    private final ValueTest test;
    private final ItemPlace place;

    ConditionCheck(ValueTest test, ItemPlace place) {
        this.test = test;
        this.place = place;
    }

    /** Where the item of the condition is. */
    sealed interface ItemPlace {

        int position(RecordBytes record, int alternatives);

        /** At the same place in every record. */
        record InRecord(int offset) implements ItemPlace {
            @Override
            public int position(RecordBytes record, int alternatives) {
                return record.start() + offset + record.missing();
            }
        }

        /** At the same distance from the alternatives in every record and occurrence. */
        record FromAlternatives(int distance) implements ItemPlace {
            @Override
            public int position(RecordBytes record, int alternatives) {
                return alternatives + distance;
            }
        }
    }

    /** A condition on a field that does not decode does not hold; the field has its own error. */
    boolean holds(RecordBytes record, int alternatives) {
        try {
            int at = record.place(place.position(record, alternatives), test.length());
            return test.holds(record.bytes(), at);
        } catch (FieldFault fault) {
            return false;
        }
    }
}
