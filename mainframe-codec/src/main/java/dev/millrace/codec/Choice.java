package dev.millrace.codec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Which of several items that redefine each other a record has: one of them, and the condition under which it is the one. Where
 * no choice is made for any of them, all that decode are in the record.
 *
 * @param alternative name of the item; where that has none, of a field in it; behind names of groups around it and periods
 *     where the name alone is not enough
 * @param condition name of a condition of level 88, or name and value of a field: {@code TYPE='A'}, {@code TYPE=7}
 */
public record Choice(String alternative, String condition) {

    /**
     * Reads ALTERNATIVE=CONDITION, such as {@code CARD-DATA=IS-CARD} or {@code CARD-DATA=TYPE='C'}.
     *
     * @throws CodecException {@link ErrorCode#CHOICE_INVALID} where it has another form
     */
    public static Choice parse(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0 || equals == text.length() - 1) {
            throw new CodecException(
                    ErrorCode.CHOICE_INVALID,
                    new Place.InChoice(text),
                    "it has not the form ALTERNATIVE=CONDITION",
                    "write it like CARD-DATA=IS-CARD, or like CARD-DATA=TYPE='C'");
        }
        return new Choice(
                text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }

    /** A name with those of groups before it, as the copybook would qualify it. */
    static QualifiedName name(String dotted) {
        List<String> names = new ArrayList<>(List.of(dotted.strip().split("\\.", -1)));
        Collections.reverse(names);
        return new QualifiedName(names);
    }

    @Override
    public String toString() {
        return alternative + "=" + condition;
    }

    CodecException error(String problem, String fix) {
        return new CodecException(ErrorCode.CHOICE_INVALID, new Place.InChoice(toString()), problem, fix);
    }
}
