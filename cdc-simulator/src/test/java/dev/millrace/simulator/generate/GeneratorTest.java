package dev.millrace.simulator.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.codec.Choice;
import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.FloatFormat;
import dev.millrace.codec.HostEncoding;
import dev.millrace.simulator.SimulatorError;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.Operation;
import dev.millrace.simulator.source.RowLayout;
import dev.millrace.simulator.source.SourceChange;
import dev.millrace.simulator.source.SourceNull;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.truth.TrueState;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rows of copybooks with everything that changes where bytes are and what they mean. */
final class GeneratorTest {
    private static final int CHANGES = 1_000;
    private static final String POLICY = """
                   01  POLICY.
                       05  POLICY-NO         PIC 9(8) COMP.
                       05  HOLDER            PIC N(6).
                       05  KIND              PIC X(3).
                           88  IS-CAR        VALUE 'CAR'.
                           88  IS-LIFE       VALUE 'LIF'.
                       05  CAR-DATA.
                           10  PLATE         PIC X(8).
                           10  POWER         PIC S9(5) COMP-3.
                       05  LIFE-DATA REDEFINES CAR-DATA.
                           10  RATE          COMP-2.
                           10  YEARS         PIC 9(3).
                       05  RISK              COMP-1.
                       05  PAID              PIC 9(3)V99 OCCURS 3.
                       05  CLAIM-COUNT       PIC 9.
                       05  CLAIMS OCCURS 0 TO 4 DEPENDING ON CLAIM-COUNT.
                           10  AMOUNT        PIC S9(5)V99 COMP-3.
                           10  STEP-COUNT    PIC 9(2).
                           10  STEPS         PIC X(3)
                               OCCURS 1 TO 3 DEPENDING ON STEP-COUNT.
                           10  CAUSE         PIC X(4).
                           10  CAUSE-NO REDEFINES CAUSE PIC 9(4).
                       05  NOTE              PIC X(5).
            """;
    private static final List<String> CHOICES = List.of("CAR-DATA=IS-CAR", "LIFE-DATA=KIND='LIF'");

    @ParameterizedTest
    @EnumSource(FloatFormat.class)
    void a_row_is_what_its_record_says(FloatFormat floatFormat) {
        for (List<String> choices : List.of(CHOICES, List.<String>of())) {
            RowLayout layout = layout(POLICY, "IBM037", floatFormat, choices);
            TrueState state = new TrueState(
                    generator(ObjectKind.VSAM, layout, "POLICY_NO").tables());
            for (SourceChange change : changes(ObjectKind.VSAM, layout, "POLICY_NO")) {
                SourceRow row = change.change().row();
                byte[] bytes = row.record().orElseThrow();
                CobolRecord read = layout.record().codec().decode(bytes, 0, bytes.length);
                assertEquals(SourceRow.of(row.table(), layout.values(List.of(), read), bytes), row);
                state.apply(change.change());
            }
            assertTrue(state.size() > 100);
        }
    }

    @Test
    void every_column_changes_and_the_key_stays() {
        RowLayout layout = layout(POLICY, "IBM037", FloatFormat.IBM, CHOICES);
        Set<Integer> changed = new HashSet<>();
        Set<Integer> kept = new HashSet<>();
        for (SourceChange change : changes(ObjectKind.VSAM, layout, "POLICY_NO")) {
            if (change.operation() == Operation.UPDATE) {
                SourceRow before = change.before().orElseThrow();
                SourceRow after = change.after().orElseThrow();
                assertEquals(before.key(), after.key());
                for (int i = 0; i < layout.columns().size(); i++) {
                    (before.value(i).equals(after.value(i)) ? kept : changed).add(i);
                }
            }
        }
        assertEquals(layout.columns().size() - 1, changed.size());
        assertEquals(layout.columns().size(), kept.size());
    }

    @Test
    void a_record_has_the_item_that_its_condition_chooses_and_no_other() {
        RowLayout layout = layout(POLICY, "IBM037", FloatFormat.IBM, CHOICES);
        Set<String> kinds = new HashSet<>();
        for (SourceChange change : changes(ObjectKind.VSAM, layout, "POLICY_NO")) {
            SourceRow row = change.change().row();
            String kind = row.text("KIND");
            kinds.add(kind);
            assertEquals(!kind.equals("CAR"), value(row, "PLATE") == SourceNull.NULL);
            assertEquals(!kind.equals("LIF"), value(row, "RATE") == SourceNull.NULL);
        }
        assertEquals(Set.of("CAR", "LIF"), kinds);
    }

    @Test
    void tables_have_as_many_elements_as_they_may() {
        RowLayout layout = layout(POLICY, "IBM037", FloatFormat.IBM, CHOICES);
        Set<Integer> claims = new HashSet<>();
        Set<Integer> steps = new HashSet<>();
        for (SourceChange change : changes(ObjectKind.VSAM, layout, "POLICY_NO")) {
            List<?> found = (List<?>) value(change.change().row(), "CLAIMS");
            claims.add(found.size());
            found.forEach(claim -> steps.add(((List<?>) ((List<?>) claim).get(2)).size()));
        }
        assertEquals(Set.of(0, 1, 2, 3, 4), claims);
        assertEquals(Set.of(1, 2, 3), steps);
    }

    /** What a numeric column of 21 digits, 6 of them behind the point, takes. */
    @ParameterizedTest
    @EnumSource(FloatFormat.class)
    void floating_point_numbers_have_room_in_a_decimal_column(FloatFormat floatFormat) {
        RowLayout layout = layout("""
                   01  T.
                       05  NO    PIC 9(8).
                       05  A     COMP-1.
                       05  B     COMP-2.
            """, "IBM037", floatFormat, List.of());
        for (SourceChange change : changes(ObjectKind.VSAM, layout, "NO")) {
            BigDecimal small = change.change().row().number("A");
            BigDecimal large = change.change().row().number("B");
            assertTrue(small.precision() <= 6 && small.scale() <= 6 && small.scale() >= 0, small::toString);
            assertTrue(large.precision() <= 15 && large.scale() <= 6 && large.scale() >= 0, large::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IBM930, PIC G(4)",
        "IBM939, PIC N(4) DISPLAY-1",
        "IBM933, PIC X(9)",
        "IBM273, PIC N(4)",
        "IBM1026, PIC X(4)"
    })
    void text_is_in_the_code_page(String codePage, String picture) {
        RowLayout layout = layout("""
                   01  T.
                       05  NO    PIC X(6).
                       05  A     %s.
            """.formatted(picture), codePage, FloatFormat.IBM, List.of());
        Set<String> texts = new HashSet<>();
        changes(ObjectKind.VSAM, layout, "NO")
                .forEach(change -> texts.add(change.change().row().text("A")));
        assertTrue(texts.size() > 100);
    }

    @Test
    void the_same_settings_make_the_same_changes() {
        RowLayout layout = layout(POLICY, "IBM037", FloatFormat.IBM, List.of());
        assertEquals(
                changes(ObjectKind.VSAM, layout, "POLICY_NO").stream()
                        .map(SourceChange::change)
                        .toList(),
                changes(ObjectKind.VSAM, layout, "POLICY_NO").stream()
                        .map(SourceChange::change)
                        .toList());
    }

    /** Rows of a table have no record, and may get another key. */
    @Test
    void rows_of_a_table_are_their_columns() {
        RowLayout layout = layout(POLICY, "IBM037", FloatFormat.IBM, CHOICES);
        int rekeyed = 0;
        for (SourceChange change : changes(ObjectKind.DB2, layout, "POLICY_NO")) {
            assertFalse(change.change().row().record().isPresent());
            boolean isRekeyed = change.before()
                    .filter(before -> !before.key().equals(change.key()))
                    .isPresent();
            rekeyed += isRekeyed ? 1 : 0;
        }
        assertTrue(rekeyed > 0);
    }

    @Test
    void bytes_of_numbers_are_no_text_that_a_database_refuses() {
        RowLayout layout = layout("""
                   01  T.
                       05  NO    PIC 9(8).
                       05  A     PIC S9(5) COMP-3.
                       05  B REDEFINES A PIC X(3).
            """, "IBM037", FloatFormat.IBM, List.of());
        for (SourceChange change : changes(ObjectKind.VSAM, layout, "NO")) {
            assertFalse(String.valueOf(value(change.change().row(), "B")).contains("\u0000"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLAIM_COUNT", "CLAIMS", "RISK", "PLATE"})
    void a_key_is_a_field_that_every_record_has_once(String key) {
        RowLayout layout = layout(POLICY, "IBM037", FloatFormat.IBM, CHOICES);
        SimulatorException refused =
                assertThrows(SimulatorException.class, () -> generator(ObjectKind.VSAM, layout, key));
        assertEquals(SimulatorError.SETTING_INVALID, refused.code());
        assertTrue(refused.why().contains(key), refused::why);
    }

    @Test
    void a_key_without_room_is_refused_with_its_field() {
        RowLayout layout = layout("""
                   01  T.
                       05  NO    PIC 9(2).
            """, "IBM037", FloatFormat.IBM, List.of());
        SimulatorException refused =
                assertThrows(SimulatorException.class, () -> changes(ObjectKind.VSAM, layout, "NO"));
        assertTrue(refused.why().contains("the field NO of its key has no room for 100 keys"), refused::why);
    }

    @Test
    void choices_that_no_record_fits_are_refused() {
        RowLayout layout = layout("""
                   01  T.
                       05  NO    PIC 9(8).
                       05  KIND  PIC X(4).
                       05  A     PIC 9(8).
                       05  B REDEFINES A PIC S9(7) COMP-3.
            """, "IBM037", FloatFormat.IBM, List.of("A=KIND=LOW-VALUE", "B=KIND=HIGH-VALUE"));
        SimulatorException refused =
                assertThrows(SimulatorException.class, () -> generator(ObjectKind.VSAM, layout, "NO"));
        assertEquals(SimulatorError.SETTING_INVALID, refused.code());
        assertTrue(refused.why().contains("FIELD_NO_ALTERNATIVE"), refused::why);
    }

    private static Object value(SourceRow row, String column) {
        return row.value(row.table().indexOf(column));
    }

    private static List<SourceChange> changes(ObjectKind kind, RowLayout layout, String key) {
        Generator generator = generator(kind, layout, key);
        List<SourceChange> changes = new ArrayList<>();
        while (changes.size() < CHANGES) {
            changes.addAll(generator.next(CHANGES - changes.size()));
        }
        return changes;
    }

    private static Generator generator(ObjectKind kind, RowLayout layout, String key) {
        GeneratedObject object =
                new ObjectDescription("VSAM.T", kind, List.of(key), Optional.empty(), 150).generated(layout, List.of());
        return new Generator(List.of(object), 1, 0.6, 7, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private static RowLayout layout(String copybook, String codePage, FloatFormat floatFormat, List<String> choices) {
        return RowLayout.of(
                Copybook.parse("T.cpy", copybook),
                Optional.empty(),
                new HostEncoding(CodePage.of(codePage), floatFormat),
                choices.stream().map(Choice::parse).toList());
    }
}
