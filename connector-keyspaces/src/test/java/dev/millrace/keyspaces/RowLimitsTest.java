package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.testkit.Writes;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's limits of one row, where a Cassandra would take more. */
class RowLimitsTest {
    private final MappedTable table =
            Tables.mapped("t", List.of("branch", "nr"), "branch text", "nr text", "body text", "count integer");

    private Optional<String> broken(MappedTable table, Object... values) {
        RowWrite write = Writes.upsert(table.targetTable(), 1, values);
        return RowLimits.broken(table, write, EncodedRow.of(table, write));
    }

    @ParameterizedTest
    @CsvSource({
        "2048, 850, ",
        "2049, 1, PARTITION_KEY_TOO_LARGE",
        "1, 851, CLUSTERING_KEY_TOO_LARGE",
        "0, 1, KEY_EMPTY",
        "1, 0, KEY_EMPTY"
    })
    void keysHaveTheirLimitsInBytes(int branch, int nr, String code) {
        assertEquals(Optional.ofNullable(code), broken(table, "x".repeat(branch), "y".repeat(nr), "", 1));
    }

    @Test
    void aKeyIsCountedInBytesNotInCharacters() {
        assertEquals(Optional.of("CLUSTERING_KEY_TOO_LARGE"), broken(table, "x", "\u20ac".repeat(284), "", 1));
        assertEquals(Optional.empty(), broken(table, "x", "\u20ac".repeat(283), "", 1));
    }

    /** 100 for the row; the key twice, with 3 bytes for its column; 1 for each column; half a byte a digit and 1 for the number. */
    @Test
    void aRowIsMeasuredAsTheServiceDoes() {
        MappedTable plain = Tables.mapped("t", List.of("nr"), "nr text", "body text", "count integer", "left text");
        RowWrite write = Writes.upsert(plain.targetTable(), 1, "key", "12345", 1234, Value.Null.NULL);
        int version = 1 + Writes.VERSION_BYTES;
        int deleted = 1 + 1;
        assertEquals(
                100 + 2 * (3 + 3) + (1 + 5) + (1 + 3) + (1 + 1) + version + deleted,
                RowLimits.bytes(plain, write, EncodedRow.of(plain, write)));
    }

    @Test
    void aClusteringColumnCostsAFifthMore() {
        RowWrite write = Writes.upsert(table.targetTable(), 1, "b", "0123456789", Value.Null.NULL, Value.Null.NULL);
        assertEquals(
                100 + 2 * (1 + 3) + 2 * (10 + 2) + 2 * (1 + 1) + (1 + Writes.VERSION_BYTES) + (1 + 1),
                RowLimits.bytes(table, write, EncodedRow.of(table, write)));
    }

    /** A large key counts by more than its bytes. */
    @ParameterizedTest
    @ValueSource(ints = {1, RowLimits.MOST_PARTITION_KEY_BYTES})
    void aRowOfOneMegabyteFitsAndOneByteMoreDoesNot(int key) {
        String branch = "b".repeat(key);
        RowWrite empty = Writes.upsert(table.targetTable(), 1, branch, "n", "", 1);
        int rest = RowLimits.MOST_ROW_BYTES - (int) RowLimits.bytes(table, empty, EncodedRow.of(table, empty));
        assertEquals(Optional.empty(), broken(table, branch, "n", "x".repeat(rest), 1));
        assertEquals(Optional.of("ROW_TOO_LARGE"), broken(table, branch, "n", "x".repeat(rest + 1), 1));
    }

    /** Where it is kept as text. */
    @Test
    void aTimestampCountsAsItsLongestText() {
        MappedTable times = Tables.mapped("t", List.of("nr"), "nr text", "at timestamp(6)");
        Value at = new Value.Timestamp(LocalDateTime.of(2026, 1, 2, 3, 4, 5), 0);
        RowWrite write = Writes.upsert(times.targetTable(), 1, "k", at);
        assertEquals(
                100 + 2 * (1 + 3) + (1 + 32) + (1 + Writes.VERSION_BYTES) + (1 + 1),
                RowLimits.bytes(times, write, EncodedRow.of(times, write)));
    }

    @Test
    void collectionsCostABytePerElement() {
        MappedTable arrays = Tables.mapped("t", List.of("nr"), "nr text", "items array<boolean>");
        Value items = new Value.Items(Collections.nCopies(10, new Value.Bool(true)));
        RowWrite write = Writes.upsert(arrays.targetTable(), 1, "k", items);
        assertEquals(
                100 + 2 * (1 + 3) + (1 + 3 + 10 * 2) + (1 + Writes.VERSION_BYTES) + (1 + 1),
                RowLimits.bytes(arrays, write, EncodedRow.of(arrays, write)));
    }

    /** What is surely small is not measured; it must not be what the service would refuse. */
    @Test
    void nothingThatIsTooLargePassesUnmeasured() {
        MappedTable arrays = Tables.mapped("t", List.of("nr"), "nr text", "items array<smallint>");
        Value one = new Value.Decimal(java.math.BigDecimal.valueOf(-32_768));
        // In the protocol 6 bytes an element, by the service's rule 5.
        int elements = RowLimits.MOST_ROW_BYTES / 5;
        assertEquals(
                Optional.of("ROW_TOO_LARGE"), broken(arrays, "k", new Value.Items(Collections.nCopies(elements, one))));
        assertEquals(Optional.empty(), broken(arrays, "k", new Value.Items(Collections.nCopies(elements - 100, one))));
    }

    @Test
    void aDeleteIsAsSmallAsItsKey() {
        RowWrite delete = Writes.delete(table.targetTable(), 1, "b", "n");
        assertEquals(Optional.empty(), RowLimits.broken(table, delete, EncodedRow.of(table, delete)));
    }
}
