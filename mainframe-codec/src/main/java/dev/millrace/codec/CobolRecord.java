package dev.millrace.codec;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A record: what the 01 item of a copybook holds. Immutable.
 *
 * @param name of the 01 item
 * @param fields its fields in order, FILLER left out
 */
public record CobolRecord(String name, CobolValue.Group fields) {

    /**
     * A record of a layout, its fields put into the layout's order. What the values are is checked where the record is
     * encoded.
     *
     * @throws CodecException {@link ErrorCode#FIELD_UNKNOWN} or {@link ErrorCode#FIELD_MISSING} where the names are not
     *     exactly the fields of the copybook's 01 item, of which those that redefine each other may be left out
     */
    public static CobolRecord of(Copybook copybook, Map<String, ? extends CobolValue> values) {
        GroupFields fields = copybook.groupFields();
        try {
            List<CobolValue> ordered = fields.inOrder(CobolValue.Group.of(values), 0);
            return new CobolRecord(copybook.name(), new CobolValue.Group(fields.names(), ordered));
        } catch (FieldFault fault) {
            throw fault.in(copybook.name(), 0);
        }
    }

    /**
     * The value of a field of the 01 item.
     *
     * @throws IllegalArgumentException where there is no field of this name
     */
    public CobolValue get(String field) {
        return fields.get(field);
    }

    /**
     * The value of a text field, without trailing blanks where it was decoded.
     *
     * @throws IllegalArgumentException where there is no text field of this name
     */
    public String text(String field) {
        if (get(field) instanceof CobolValue.Text text) {
            return text.value();
        }
        throw new IllegalArgumentException("field " + field + " is not text");
    }

    /**
     * The value of a numeric field, with exactly the scale of the picture where it was decoded.
     *
     * @throws IllegalArgumentException where there is no numeric field of this name
     */
    public BigDecimal number(String field) {
        if (get(field) instanceof CobolValue.Decimal number) {
            return number.value();
        }
        throw new IllegalArgumentException("field " + field + " is not a number");
    }
}
