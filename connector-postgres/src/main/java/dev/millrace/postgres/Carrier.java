package dev.millrace.postgres;

/** The array type in which a column's values travel to the server: exact, and none of them through floating point. */
enum Carrier {
    WHOLE("int8"),
    BOOL("bool"),
    BINARY("bytea"),
    /** Everything whose text form is exact. */
    TEXT("text");

    private final String elementType;

    Carrier(String elementType) {
        this.elementType = elementType;
    }

    String elementType() {
        return elementType;
    }
}
