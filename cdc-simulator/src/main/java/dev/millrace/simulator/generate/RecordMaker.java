package dev.millrace.simulator.generate;

import static dev.millrace.simulator.SimulatorError.SETTING_INVALID;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolValue;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.ConditionValues;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes records of an object that can be read back, with choices between items that redefine each other too. A record is what its bytes
 * say: what shares bytes with what was drawn may have come with it. Owned by one thread.
 */
final class RecordMaker {
    /** A condition may be as rare as one value of a letter; more than a few together are named in vain. */
    private static final int TRIES = 10_000;

    private static final String LOW_VALUE = "\u0000";

    private final String object;
    private final RowLayout.RecordPart part;
    private final List<Integer> key;
    private final List<Boolean> bound;
    private final RandomRecord records;
    private final SplittableRandom random;

    /** A record, with what it was drawn as. */
    static final class Made {
        private final List<CobolValue> drawn;
        private final byte[] bytes;
        private final CobolRecord decoded;

        /** @param drawn values of the columns; of those that share bytes, one alone */
        private Made(List<CobolValue> drawn, byte[] bytes, CobolRecord decoded) {
            this.drawn = drawn;
            this.bytes = bytes;
            this.decoded = decoded;
        }

        /** What it was drawn as, for what is made of it. */
        List<CobolValue> drawn() {
            return drawn;
        }

        /** The bytes themselves, not to be changed. */
        byte[] bytes() {
            return bytes;
        }

        /** What they say. */
        CobolRecord decoded() {
            return decoded;
        }
    }

    /**
     * For one object.
     *
     * @param object its name, for messages
     * @param key places of its own key columns among those of its record
     */
    RecordMaker(String object, RowLayout layout, List<Integer> key, SplittableRandom random) {
        this.object = object;
        this.part = layout.record();
        this.key = List.copyOf(key);
        this.random = random;
        Counters counters = new Counters(part.codec().copybook().root());
        ConditionValues conditions = ConditionValues.of(part.codec().copybook(), layout.choices());
        this.bound = part.columns().columns().stream()
                .map(column -> isBound(column, counters, conditions))
                .toList();
        this.records = new RandomRecord(part.codec().copybook().root(), counters, conditions, random.split());
    }

    /** Whether a column's value goes together with those of others. */
    private static boolean isBound(RecordColumn column, Counters counters, ConditionValues conditions) {
        return column.presence() == RecordColumn.Presence.SOMETIMES
                || counters.concern(column.item())
                || (column.item() instanceof ElementItem element
                        && !conditions.of(element).isEmpty());
    }

    /** A record under the key that this number makes. */
    Made create(long number) {
        return attempt(() -> {
            List<CobolValue> drawn = draw();
            key.forEach(column -> drawn.set(column, unique(column, number)));
            return drawn;
        });
    }

    /** A record that was drawn as this, with other values in some of its columns. */
    Made changed(List<CobolValue> before) {
        return attempt(() -> {
            List<CobolValue> fresh = draw();
            boolean others = random.nextInt(3) == 0;
            for (int i = 0; i < fresh.size(); i++) {
                boolean isFresh = bound.get(i) ? others : random.nextInt(3) == 0;
                if (key.contains(i) || !isFresh) {
                    fresh.set(i, before.get(i));
                }
            }
            return fresh;
        });
    }

    /** A record that was drawn as this, under the key that this number makes. */
    Made rekeyed(List<CobolValue> before, long number) {
        return attempt(() -> {
            List<CobolValue> drawn = new ArrayList<>(before);
            key.forEach(column -> drawn.set(column, unique(column, number)));
            return drawn;
        });
    }

    private List<CobolValue> draw() {
        return new ArrayList<>(part.columns().values(records.draw()));
    }

    private CobolValue unique(int column, long number) {
        ElementItem field = (ElementItem) part.columns().columns().get(column).item();
        if (!RandomField.holdsUnique(field.type(), number)) {
            throw new SimulatorException(
                    SETTING_INVALID,
                    object,
                    "the field " + field.name() + " of its key has no room for " + number + " keys.",
                    "give it more digits, or make fewer changes.");
        }
        return RandomField.unique(field.type(), number);
    }

    /** Draws values. */
    private interface Draw {
        List<CobolValue> values();
    }

    private Made attempt(Draw draw) {
        Optional<CodecException> last = Optional.empty();
        for (int tries = 0; tries < TRIES; tries++) {
            List<CobolValue> drawn = draw.values();
            try {
                byte[] bytes = part.codec()
                        .encode(new CobolRecord(
                                part.codec().copybook().name(), part.columns().record(drawn)));
                CobolRecord decoded = part.codec().decode(bytes, 0, bytes.length);
                if (!hasLowValue(decoded.fields())) {
                    return new Made(drawn, bytes, decoded);
                }
            } catch (CodecException unfit) {
                last = Optional.of(unfit);
            }
        }
        throw new SimulatorException(
                SETTING_INVALID,
                object,
                TRIES + " random records do not fit its copybook"
                        + last.map(fault -> ", the last for " + fault.code()).orElse("") + ".",
                "make the conditions of choose such that one of few values of a field decides.");
    }

    /** Text with U+0000 is none that PostgreSQL can store. Only bytes of a number, read as text, have it. */
    private static boolean hasLowValue(CobolValue value) {
        if (value instanceof CobolValue.Text text) {
            return text.value().contains(LOW_VALUE);
        }
        if (value instanceof CobolValue.Table table) {
            return table.elements().stream().anyMatch(RecordMaker::hasLowValue);
        }
        return value instanceof CobolValue.Group group
                && group.values().stream().anyMatch(RecordMaker::hasLowValue);
    }
}
