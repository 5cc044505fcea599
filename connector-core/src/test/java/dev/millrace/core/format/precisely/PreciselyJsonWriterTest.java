package dev.millrace.core.format.precisely;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Operation;
import dev.millrace.core.format.ChangeWriter.WrittenChange;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.StoreClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreciselyJsonWriterTest {
    private static final Instant TIME = Instant.EPOCH.plusMillis(7);

    @ParameterizedTest
    @CsvSource({"INSERT, , false, true", "UPDATE, , true, true", "DELETE, place, true, false"})
    void whatItWritesIsRead(Operation operation, String ordinal, boolean before, boolean after) throws Exception {
        PreciselyTags tags = new PreciselyTags("o", "c", "s", "b", "a", Optional.ofNullable(ordinal));
        SourceOrder order = new SourceOrder(StoreClock.STCK, 1, 2, Duration.ZERO, Duration.ofMinutes(1));
        byte[] record = new PreciselyJsonWriter(tags)
                .write(new WrittenChange("BANK.THING", operation, TIME, "{\"ID\": 1.50}", "{\"ID\": 1.50}"))
                .value();
        Change change = new PreciselyJsonFormat(
                        tags,
                        RecordRules.strict(),
                        LoadRules.none(),
                        new SourceTables(List.of(new SourceTable("BANK.THING", order))))
                .read(new KitRecord(record))
                .orElseThrow();
        assertEquals("BANK.THING", change.table());
        assertEquals(operation, change.operation());
        assertEquals(TIME, change.commitTime());
        assertEquals(before, change.before().isPresent());
        assertEquals(after, change.after().isPresent());
        assertEquals("Row[ID]", change.image().toString());
    }
}
