package dev.millrace.simulator.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.HostEncoding;
import dev.millrace.codec.dataset.RecordFormat;
import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.generate.ObjectKind;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.RowLayout;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayTest {
    private static final RowLayout LAYOUT = layout("""
                   01  PRODUCT.
                       05  PRODUCT-ID   PIC 9(3).
                       05  COLOUR       PIC X(5).
            """);

    @TempDir
    private Path directory;

    @Test
    void each_data_set_is_what_has_changed_since_the_one_before() throws Exception {
        Replay replay = replay(
                10,
                file("001RED  ", "002GREEN", "003BLUE "),
                file("002GREEN", "001WHITE", "004RED  "),
                file("004RED  ", "003BLUE "));
        assertTrue(replay.isLoading());
        assertEquals(List.of("I 001 RED", "I 002 GREEN", "I 003 BLUE"), told(replay.next(100)));
        assertFalse(replay.isLoading());
        assertEquals(List.of("U 001 WHITE", "I 004 RED", "D 003 BLUE"), told(replay.next(100)));
        assertFalse(replay.isDone());
        List<String> last = told(replay.next(100));
        assertEquals("I 003 BLUE", last.get(0));
        assertEquals(
                List.of("D 001 WHITE", "D 002 GREEN"),
                last.subList(1, 3).stream().sorted().toList());
        assertTrue(replay.isDone());
    }

    @Test
    void a_unit_of_work_has_no_more_changes_than_said_and_of_one_data_set_only() throws Exception {
        Replay replay = replay(2, file("001RED  ", "002GREEN", "003BLUE "), file("004RED  "));
        List<Integer> sizes = new ArrayList<>();
        while (!replay.isDone()) {
            sizes.add(replay.next(sizes.isEmpty() ? 1 : 100).size());
        }
        assertEquals(List.of(1, 2, 2, 2), sizes);
    }

    @Test
    void a_data_set_that_changes_nothing_makes_no_unit() throws Exception {
        Replay replay = replay(10, file("001RED  "), file("001RED  "));
        assertEquals(1, replay.next(100).size());
        assertTrue(replay.isDone());
    }

    /** A Capture that starts again makes the changes anew: in another order, some would be lost. */
    @Test
    void rows_that_are_gone_are_deleted_in_the_order_in_which_they_came() throws Exception {
        Replay replay = replay(10, file("700RED  ", "003RED  ", "520RED  ", "001RED  "), file("003BLUE "), file());
        replay.next(100);
        assertEquals(List.of("U 003 BLUE", "D 700 RED", "D 520 RED", "D 001 RED"), told(replay.next(100)));
        assertEquals(List.of("D 003 BLUE"), told(replay.next(100)));
        assertTrue(replay.isDone());
    }

    @Test
    void a_key_that_comes_twice_is_refused_with_its_record() throws Exception {
        SimulatorException twice = assertThrows(
                SimulatorException.class,
                () -> told(replay(10, file("001RED  ", "001BLUE ")).next(100)));
        assertEquals(SimulatorError.KEY_DUPLICATE, twice.code());
        assertTrue(twice.why().contains("record 2 has the key (PRODUCT_ID)"), twice::why);
    }

    @Test
    void a_data_set_that_does_not_fit_is_refused_with_its_place() throws Exception {
        SimulatorException cut = assertThrows(SimulatorException.class, () -> replay(10, file("001RED  ", "002")));
        assertEquals(SimulatorError.DATA_SET_BROKEN, cut.code());
        Replay digits = replay(10, file("001RED  ", "0A2GREEN"));
        SimulatorException broken = assertThrows(SimulatorException.class, () -> digits.next(100));
        assertEquals(SimulatorError.DATA_SET_BROKEN, broken.code());
        assertTrue(broken.why().contains("PRODUCT-ID"), broken::why);
    }

    @Test
    void what_no_field_has_is_a_change_of_a_file_and_none_of_a_table() throws Exception {
        RowLayout filler = layout("""
                   01  PRODUCT.
                       05  PRODUCT-ID   PIC 9(3).
                       05  FILLER       PIC X(2).
                       05  COLOUR       PIC X(3).
            """);
        Replay file = replay(ObjectKind.VSAM, filler, 10, file("001A RED"), file("001B RED"));
        SourceRow before = file.next(1).get(0).change().row();
        RowChange change = file.next(1).get(0).change();
        assertEquals(Optional.of(before), change.before());
        assertEquals("001B RED", new String(change.row().record().orElseThrow(), Charset.forName("IBM037")));
        Replay table = replay(ObjectKind.DB2, filler, 10, file("001A RED"), file("001B RED"));
        assertEquals(Optional.empty(), table.next(1).get(0).change().row().record());
        assertTrue(table.isDone());
    }

    @Test
    void a_record_has_its_tables_and_no_padding() throws Exception {
        RowLayout tables = layout("""
                   01  PRODUCT.
                       05  PRODUCT-ID   PIC 9(3).
                       05  N            PIC 9.
                       05  SIZES        PIC 9 OCCURS 0 TO 3 DEPENDING ON N.
                       05  COLOUR       PIC X(2).
            """);
        Replay replay = replay(ObjectKind.VSAM, tables, 10, file("001256RD ", "0020RD   "));
        List<SourceRow> rows =
                replay.next(2).stream().map(change -> change.change().row()).toList();
        assertEquals(List.of(new BigDecimal(5), new BigDecimal(6)), rows.get(0).value(2));
        assertEquals(List.of(), rows.get(1).value(2));
        assertEquals(
                List.of("001256RD", "0020RD"),
                rows.stream()
                        .map(row -> new String(row.record().orElseThrow(), Charset.forName("IBM037")))
                        .toList());
    }

    private Path file(String... records) throws IOException {
        Path file = Files.createTempFile(directory, "PRODUCT", ".PS");
        Files.write(file, String.join("", records).getBytes(Charset.forName("IBM037")));
        return file;
    }

    private static Replay replay(int unitSize, Path... generations) {
        return replay(ObjectKind.VSAM, LAYOUT, unitSize, generations);
    }

    private static Replay replay(ObjectKind kind, RowLayout layout, int unitSize, Path... generations) {
        SourceTable table = new SourceTable("VSAM", "PRODUCT", layout.columns(), List.of("PRODUCT_ID"));
        ReplayedObject object = new ReplayedObject(kind, table, layout, List.of(generations), RecordFormat.F);
        return new Replay(List.of(object), unitSize, 1, Clock.systemUTC());
    }

    private static RowLayout layout(String copybook) {
        return RowLayout.of(
                Copybook.parse("PRODUCT.cpy", copybook),
                Optional.empty(),
                HostEncoding.of(CodePage.of("IBM037")),
                List.of());
    }

    private static List<String> told(List<SourceChange> unit) {
        return unit.stream()
                .map(change -> change.operation().code() + " "
                        + "%03d"
                                .formatted(change.change()
                                        .row()
                                        .number("PRODUCT_ID")
                                        .intValueExact()) + " "
                        + change.change().row().text("COLOUR"))
                .toList();
    }
}
