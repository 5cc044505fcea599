package dev.millrace.codec;

/** What went wrong, for programs to tell apart. The names are stable: they appear in messages and in documentation. */
public enum ErrorCode {
    /** The copybook is no valid COBOL record description. */
    COPYBOOK_SYNTAX,
    /** The copybook is valid COBOL, but uses something that this version does not implement. */
    COPYBOOK_UNSUPPORTED,
    /** COPY names a copybook that is nowhere to be found. */
    COPYBOOK_NOT_FOUND,
    /** The copybook has several records and none is named, or not the one that is. */
    COPYBOOK_RECORD_UNKNOWN,
    /** Java knows no character set of this name. */
    CODE_PAGE_UNKNOWN,
    /** The character set is no EBCDIC code page that text survives both ways, or not of the kind that the copybook's items need. */
    CODE_PAGE_UNSUITABLE,
    /** A data set or buffer does not hold whole records, or a record is shorter or longer than its layout. */
    RECORD_LENGTH,
    /** The descriptor word before a record or block says what cannot be. */
    RECORD_DESCRIPTOR,
    /** No layout is given for the segment. */
    SEGMENT_UNKNOWN,
    /** A byte of a numeric field is no digit. */
    FIELD_INVALID_DIGIT,
    /** The sign position of a numeric field holds no sign. */
    FIELD_INVALID_SIGN,
    /** A floating-point field holds an infinity or no number. */
    FIELD_NO_NUMBER,
    /** A byte of a text field stands for no character in the code page. */
    FIELD_UNMAPPED_BYTE,
    /** The counter of a table is outside of what OCCURS DEPENDING ON allows. */
    COUNTER_OUT_OF_RANGE,
    /** None of the items that share these bytes is chosen. */
    FIELD_NO_ALTERNATIVE,
    /** The items to encode that share their bytes stand for different ones. */
    ALTERNATIVES_DIFFER,
    /** A choice among items that share their bytes names no item or condition of the copybook, or one that cannot be looked at. */
    CHOICE_INVALID,
    /** A record to encode has a field that its layout lacks. */
    FIELD_UNKNOWN,
    /** A record to encode lacks a field of its layout. */
    FIELD_MISSING,
    /** A value is of another kind than its field, such as text for a number. */
    VALUE_WRONG_KIND,
    /** A text has more characters than its field has positions. */
    VALUE_TOO_LONG,
    /** A text has a character that the code page lacks. */
    VALUE_UNMAPPABLE,
    /** A table has more or fewer elements than its OCCURS clause or its counter says. */
    TABLE_SIZE,
    /** A number has more integer digits than its field, or is negative in an unsigned field. */
    NUMBER_OUT_OF_RANGE,
    /** A number has more decimal places than its field, and they are not zeros. */
    NUMBER_TOO_PRECISE
}
