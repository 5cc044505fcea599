package dev.millrace.bench.codec;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolValue;
import dev.millrace.codec.Copybook;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;

/** An account as banks lay it out: 300 bytes, 38 values, of which 31 are packed, binary or zoned numbers. */
final class SampleRecord {
    static final String SOURCE = """
                   01  ACCOUNT.
                       05  ACCOUNT-ID             PIC 9(11).
                       05  CARD-NUMBER            PIC X(16).
                       05  STATUS                 PIC X.
                       05  HOLDER.
                           10  FIRST-NAME         PIC X(25).
                           10  LAST-NAME          PIC X(25).
                           10  BIRTH-DATE         PIC X(10).
                       05  BALANCES.
                           10  CURRENT-BALANCE    PIC S9(10)V99 COMP-3.
                           10  CREDIT-LIMIT       PIC S9(10)V99.
                           10  CYCLE-CREDIT       PIC S9(9)V99 COMP-3.
                           10  CYCLE-DEBIT        PIC S9(9)V99 COMP-3.
                       05  ENTRIES                PIC S9(8) COMP.
                       05  SEQUENCE-NO            PIC S9(17) COMP.
                       05  MONTH OCCURS 12 TIMES.
                           10  TURNOVER           PIC S9(7)V99 COMP-3.
                           10  PIECES             PIC 9(3).
                       05  STREET                 PIC X(30).
                       05  CITY                   PIC X(20).
                       05  FILLER                 PIC X(23).
            """;

    private SampleRecord() {}

    static CobolRecord of(Copybook copybook) {
        return new CobolRecord(
                copybook.name(),
                group(
                        List.of(
                                "ACCOUNT-ID",
                                "CARD-NUMBER",
                                "STATUS",
                                "HOLDER",
                                "BALANCES",
                                "ENTRIES",
                                "SEQUENCE-NO",
                                "MONTH",
                                "STREET",
                                "CITY"),
                        CobolValue.number(70_000_001_009L),
                        CobolValue.text("4000123412341234"),
                        CobolValue.text("Y"),
                        group(
                                List.of("FIRST-NAME", "LAST-NAME", "BIRTH-DATE"),
                                CobolValue.text("Margaret"),
                                CobolValue.text("Featherstone"),
                                CobolValue.text("1961-06-04")),
                        group(
                                List.of("CURRENT-BALANCE", "CREDIT-LIMIT", "CYCLE-CREDIT", "CYCLE-DEBIT"),
                                amount(-23977),
                                amount(500_000),
                                amount(0),
                                amount(1_234_567)),
                        CobolValue.number(1_017),
                        CobolValue.number(123_456_789_012L),
                        new CobolValue.Table(Collections.nCopies(
                                12, group(List.of("TURNOVER", "PIECES"), amount(98_765), CobolValue.number(17)))),
                        CobolValue.text("12 Weirdale Road"),
                        CobolValue.text("Torquay")));
    }

    private static CobolValue amount(long cents) {
        return CobolValue.number(BigDecimal.valueOf(cents, 2));
    }

    private static CobolValue.Group group(List<String> names, CobolValue... values) {
        return new CobolValue.Group(names, List.of(values));
    }
}
