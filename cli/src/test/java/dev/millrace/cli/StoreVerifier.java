package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Truth;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TrueState;
import dev.millrace.simulator.truth.TruthWriter;
import dev.millrace.stack.StackFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A source of three rows in two tables: {@code thing} has (1, one, 1.50) and (2, '', -0.05), {@code part}, whose key has three columns, has
 * (1, X, 7, 0.00).
 */
final class StoreVerifier {
    private static final SourceTable THING = new SourceTable(
            "BANK",
            "THING",
            List.of(
                    new SourceColumn("ID", new ColumnKind.Decimal(9, 0)),
                    new SourceColumn("NAME", new ColumnKind.Text(20)),
                    new SourceColumn("AMOUNT", new ColumnKind.Decimal(7, 2))),
            List.of("ID"));
    private static final SourceTable PART = new SourceTable(
            "BANK",
            "PART",
            List.of(
                    new SourceColumn("ID", new ColumnKind.Decimal(9, 0)),
                    new SourceColumn("CODE", new ColumnKind.Text(2)),
                    new SourceColumn("NR", new ColumnKind.Decimal(4, 0)),
                    new SourceColumn("AMOUNT", new ColumnKind.Decimal(7, 2))),
            List.of("ID", "CODE", "NR"));

    private final Truth truth;
    private final TargetKind kind;
    private final StackFile stack;

    StoreVerifier(Path directory, TargetKind kind, StackFile stack) {
        TrueState state = new TrueState(List.of(THING, PART));
        insert(state, THING, new BigDecimal("1"), "one", new BigDecimal("1.50"));
        insert(state, THING, new BigDecimal("2"), "", new BigDecimal("-0.05"));
        insert(state, PART, new BigDecimal("1"), "X", new BigDecimal("7"), new BigDecimal("0.00"));
        Path file = directory.resolve("truth.jsonl");
        TruthWriter.write(state, file);
        this.truth = Truth.read(file);
        this.kind = kind;
        this.stack = stack;
    }

    private static void insert(TrueState state, SourceTable table, Object... values) {
        state.apply(new RowChange.Insert(SourceRow.of(table, Arrays.asList(values))));
    }

    void assertEqual() {
        assertEquals(new Verification(3, 0, List.of()), Verifier.compare(truth, kind, stack));
    }

    /** These and no others. */
    void assertDifferences(String... differences) {
        assertEquals(
                Arrays.stream(differences).sorted().toList(),
                Verifier.compare(truth, kind, stack).first().stream().sorted().toList());
    }
}
