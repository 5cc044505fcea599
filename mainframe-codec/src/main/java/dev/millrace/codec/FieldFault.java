package dev.millrace.codec;

import java.util.OptionalLong;

/**
 * An error in a field, on its way out of the nested codecs: each adds its part of the qualified name, so that no codec
 * needs to know where in the record it is. Becomes a {@link CodecException} before it leaves the package.
 */
final class FieldFault extends RuntimeException {

    private final ErrorCode code;
    private final int position;
    private final String path;
    private final String problem;
    private final String fix;

    /**
     * @param position of the field in the buffer
     * @param problem one clause without a full stop
     * @param fix one imperative clause without a full stop
     */
    FieldFault(ErrorCode code, int position, String problem, String fix) {
        this(code, position, "", problem, fix);
    }

    private FieldFault(ErrorCode code, int position, String path, String problem, String fix) {
        super(problem, null, false, false);
        this.code = code;
        this.position = position;
        this.path = path;
        this.problem = problem;
        this.fix = fix;
    }

    String problem() {
        return problem;
    }

    /** The same fault, seen from the group that has it in this field. */
    FieldFault under(String field) {
        return new FieldFault(code, position, "." + field + path, problem, fix);
    }

    /** The same fault, seen from the table that has it in this occurrence, counted from 1. */
    FieldFault at(int subscript) {
        return new FieldFault(code, position, "(" + subscript + ")" + path, problem, fix);
    }

    /** The same fault, in a record that begins at a position of the buffer. */
    CodecException in(String recordName, int start) {
        return in(OptionalLong.empty(), recordName, start);
    }

    CodecException in(OptionalLong recordNumber, String recordName, int start) {
        Place place = new Place.InRecord(recordNumber, position - start, recordName + path);
        return new CodecException(code, place, problem, fix);
    }
}
