package dev.millrace.core.format.precisely;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.StoreClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreciselyJsonFormatTest {
    private static final PreciselyJsonFormat FORMAT = strict(PreciselyTags.defaults());
    private static final PreciselyJsonFormat CUSTOM =
            strict(new PreciselyTags("o", "c", "s", "b", "a", Optional.of("n")));
    private static final String STCK = "7D91048BCA000000";
    private static final List<String> UPDATE = List.of(
            "'object_name':'ACCT'",
            "'change_op':'U'",
            "'stck':'" + STCK + "'",
            "'before_image':{'ID':1}",
            "'after_image':{'ID':2,'NAME':'x'}",
            "'user':{'nested':[1,{'change_op':'D'}]}");

    private static PreciselyJsonFormat strict(PreciselyTags tags) {
        SourceOrder order = new SourceOrder(StoreClock.STCK, 3, 2, Duration.ofHours(1), Duration.ofHours(1));
        SourceTables tables = new SourceTables(List.of(new SourceTable("ACCT", order)));
        return new PreciselyJsonFormat(tags, RecordRules.strict(), LoadRules.none(), tables);
    }

    @Test
    void readsTagsInAnyOrder() throws Rejection {
        Row before = new Row.Builder().add("ID", decimal("1")).build();
        Row after = new Row.Builder()
                .add("ID", decimal("2"))
                .add("NAME", new Value.Text("x"))
                .build();
        byte[] token = HexFormat.of().parseHex("00" + STCK);
        Change expected = new Change(
                "ACCT",
                Operation.UPDATE,
                ChangeVersion.of(3, token, 42, 2),
                Optional.of(before),
                Optional.of(after),
                Instant.parse("1969-12-31T23:00:00Z"));
        List<String> tags = new ArrayList<>(UPDATE);
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            Collections.shuffle(tags, random);
            assertEquals(Optional.of(expected), read(FORMAT, object(tags)));
        }
    }

    @Test
    void readsTagsOfOtherNamesAndTheOrdinalAsAnUnsignedNumber() throws Rejection {
        for (String ordinal : List.of("18446744073709551615", "'18446744073709551615'")) {
            Change change = read(
                            CUSTOM,
                            "{'n':" + ordinal + ",'a':{},'c':'I','s':'" + STCK + "','o':'ACCT','change_op':'D'}")
                    .orElseThrow();
            assertEquals(Operation.INSERT, change.operation());
            byte[] token = HexFormat.of().parseHex("00" + STCK);
            assertEquals(ChangeVersion.of(3, token, -1, 2), change.version());
        }
    }

    @Test
    void readsEachKindOfValueExactly() throws Rejection {
        Row row =
                image("{'A':1234567890123456789012345678901,'B':-0.1234567890123456789012345678901,'C':true,'D':false,"
                        + "'E':null,'F':'','G':1.10,'H':1E5,'I':'\\u0000\\ud83d\\ude00'}");
        List<Value> expected = List.of(
                decimal("1234567890123456789012345678901"),
                decimal("-0.1234567890123456789012345678901"),
                new Value.Bool(true),
                new Value.Bool(false),
                Value.Null.NULL,
                new Value.Text(""),
                decimal("1.10"),
                decimal("1E5"),
                new Value.Text("\0\ud83d\ude00"));
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), row.value(i), row.name(i));
        }
    }

    @Test
    void readsArraysAndGroups() throws Rejection {
        Row row = image("{'PHONES':['1',null,[2]],'ADDRESS':{'CITY':'Bern','ZIP':3000},'NONE':[]}");
        Row address = new Row.Builder()
                .add("CITY", new Value.Text("Bern"))
                .add("ZIP", decimal("3000"))
                .build();
        assertEquals(
                List.of(
                        new Value.Items(
                                List.of(new Value.Text("1"), Value.Null.NULL, new Value.Items(List.of(decimal("2"))))),
                        new Value.Fields(address),
                        new Value.Items(List.of())),
                List.of(row.value(0), row.value(1), row.value(2)));
    }

    @Test
    void rejectsWhatIsNestedWithoutEnd() {
        String json = "'after_image':{'A':" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertRejected(RejectionReason.UNDECODABLE, FORMAT, "{" + json + "}");
    }

    @Test
    void leavesAColumnThatComesTwiceToTheTable() throws Rejection {
        assertEquals(2, image("{'A':1,'A':2}").size());
    }

    @Test
    void takesNullForATagThatIsNotThere() throws Rejection {
        String delete =
                "{'object_name':'ACCT','change_op':'D','stck':'" + STCK + "','before_image':{},'after_image':null}";
        assertEquals(Optional.empty(), read(FORMAT, delete).orElseThrow().after());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'object_name':'OTHER'|TABLE_UNKNOWN",
                "'object_name':null|TABLE_UNKNOWN",
                "'object_name':{}|UNDECODABLE",
                "'change_op':'X'|OPERATION_UNKNOWN",
                "'change_op':'u'|OPERATION_UNKNOWN",
                "'change_op':null|OPERATION_UNKNOWN",
                "'stck':null|VERSION_MISSING",
                "'stck':''|VERSION_MISSING",
                "'stck':'7D91048BCA00000'|VERSION_MISSING",
                "'stck':'0000000000000000'|VERSION_IMPLAUSIBLE",
                "'stck':'FFFFFFFFFFFFFFFF'|VERSION_IMPLAUSIBLE",
                "'stck':'FFFFFFFFFFFFFFFFFF'|VERSION_IMPLAUSIBLE",
                "'stck':'F000000000000000'|VERSION_IMPLAUSIBLE",
                "'after_image':null|IMAGE_MISSING",
                "'after_image':[]|UNDECODABLE",
                "'after_image':'x'|UNDECODABLE",
                "'before_image':1|UNDECODABLE",
                "'after_image':{'A':1E99999999999}|VALUE_OUT_OF_RANGE",
                "'after_image':{'A':NaN}|UNDECODABLE",
                "'after_image':{'A':01}|UNDECODABLE"
            })
    void rejectsATagThatIsWrong(String tag, RejectionReason reason) {
        String name = tag.substring(0, tag.indexOf(':'));
        List<String> tags = new ArrayList<>(UPDATE);
        tags.replaceAll(other -> other.startsWith(name) ? tag : other);
        assertRejected(reason, FORMAT, object(tags));
    }

    @Test
    void rejectsEachTagThatIsMissingOrComesTwice() {
        List<RejectionReason> missing = List.of(
                RejectionReason.TABLE_UNKNOWN, RejectionReason.OPERATION_UNKNOWN, RejectionReason.VERSION_MISSING);
        for (int i = 0; i < missing.size(); i++) {
            List<String> tags = new ArrayList<>(UPDATE);
            tags.remove(i);
            assertRejected(missing.get(i), FORMAT, object(tags));
        }
        for (int i = 0; i < 5; i++) {
            List<String> tags = new ArrayList<>(UPDATE);
            tags.add(UPDATE.get(i));
            assertRejected(RejectionReason.UNDECODABLE, FORMAT, object(tags));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "[]", "1", "'x'", "{", "{}}", "{} {}", "{'a':}", "\u0000", "{'object_name'"})
    void rejectsWhatIsNotOneObject(String json) {
        assertRejected(RejectionReason.UNDECODABLE, FORMAT, json);
    }

    @Test
    void rejectsARecordWithoutAValue() {
        Rejection rejection = assertThrows(Rejection.class, () -> FORMAT.read(new KitRecord(null)));
        assertEquals(RejectionReason.UNDECODABLE, rejection.reason());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "'x'", "''", "18446744073709551616", "true", "null"})
    void rejectsAnOrdinalThatIsNone(String ordinal) {
        assertRejected(
                RejectionReason.VERSION_MISSING,
                CUSTOM,
                "{'n':" + ordinal + ",'a':{},'c':'I','s':'" + STCK + "','o':'ACCT'}");
    }

    @Test
    void rejectsADeleteWithoutItsBeforeImage() {
        assertRejected(
                RejectionReason.IMAGE_MISSING,
                FORMAT,
                "{'object_name':'ACCT','change_op':'D','stck':'" + STCK + "','after_image':{}}");
    }

    @Test
    void aRejectionNamesNoValue() {
        Rejection rejection = assertThrows(
                Rejection.class, () -> read(FORMAT, "{'object_name':'SECRET','change_op':'SECRET','stck':'SECRET'}"));
        assertTrue(!String.valueOf(rejection.getMessage()).contains("SECRET"));
    }

    private static Row image(String image) throws Rejection {
        String json = "{'object_name':'ACCT','change_op':'I','stck':'" + STCK + "','after_image':" + image + "}";
        return read(FORMAT, json).orElseThrow().after().orElseThrow();
    }

    private static void assertRejected(RejectionReason reason, PreciselyJsonFormat format, String json) {
        assertEquals(
                reason, assertThrows(Rejection.class, () -> read(format, json)).reason(), json);
    }

    private static Optional<Change> read(PreciselyJsonFormat format, String json) throws Rejection {
        return format.read(KitRecord.of(json));
    }

    private static String object(List<String> tags) {
        return "{" + String.join(",", tags) + "}";
    }

    private static Value decimal(String number) {
        return new Value.Decimal(new BigDecimal(number));
    }
}
