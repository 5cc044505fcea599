package dev.millrace.codec;

/**
 * The one exception of this package: a stable code, the place, what is wrong there and what to do about it.
 *
 * <p>For {@link ErrorCode#FIELD_INVALID_DIGIT}, {@link ErrorCode#FIELD_INVALID_SIGN}, {@link ErrorCode#FIELD_NO_NUMBER} and
 * {@link ErrorCode#FIELD_UNMAPPED_BYTE} the problem quotes the bytes of that one field in hexadecimal, because nothing
 * else shows what is wrong with them. No other message quotes data.
 */
public final class CodecException extends RuntimeException {

    private final ErrorCode code;
    private final transient Place place;
    private final String problem;
    private final String fix;

    /**
     * @param code what went wrong
     * @param place where
     * @param problem one clause without a full stop
     * @param fix one imperative clause without a full stop
     */
    public CodecException(ErrorCode code, Place place, String problem, String fix) {
        super(code + " at " + place + ": " + problem + ". Fix: " + fix + ".");
        this.code = code;
        this.place = place;
        this.problem = problem;
        this.fix = fix;
    }

    public ErrorCode code() {
        return code;
    }

    public Place place() {
        return place;
    }

    public String problem() {
        return problem;
    }

    public String fix() {
        return fix;
    }
}
