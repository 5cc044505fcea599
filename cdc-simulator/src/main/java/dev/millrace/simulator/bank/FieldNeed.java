package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.ColumnKind;

/** The kind of picture that the bank's programs need a field to have. */
enum FieldNeed {
    TEXT("PIC X(n)"),
    INTEGER("PIC 9(n)"),
    MONEY("PIC S9(n)V99");

    private final String picture;

    FieldNeed(String picture) {
        this.picture = picture;
    }

    boolean accepts(ColumnKind kind) {
        return switch (this) {
            case TEXT -> kind instanceof ColumnKind.Text;
            case INTEGER -> kind instanceof ColumnKind.Decimal number && number.scale() == 0;
            case MONEY -> kind instanceof ColumnKind.Decimal number && number.scale() == Money.SCALE;
        };
    }

    /** An example of the picture, for messages. */
    String picture() {
        return picture;
    }
}
