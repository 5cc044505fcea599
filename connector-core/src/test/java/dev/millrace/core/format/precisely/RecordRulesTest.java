package dev.millrace.core.format.precisely;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.RecordRules.UpdateImages;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.precisely.LoadRules.WithoutToken;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What records may leave out by the rules of their source, and which records are rows of the initial load. */
class RecordRulesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String STCK = "'stck':'7D91048BCA000000'";
    private static final String LATER = "'stck':'7D91048BCA001000'";
    private static final Rules LENIENT = new Rules(
            new RecordRules(LeftOutColumns.AS_NULL, UpdateImages.AFTER), new LoadRules(Set.of("R"), WithoutToken.LOAD));
    private static final Rules STRICT = new Rules(RecordRules.strict(), LoadRules.none());

    private record Rules(RecordRules images, LoadRules loads) {}

    @Test
    void aLoadRowIsBelowEveryChangeOfEveryEpoch() throws Rejection {
        ChangeVersion load = change(LENIENT, "'change_op':'R','after_image':{}").version();
        byte[] first = {0, 0, 0, 0, 0, 0, 0, 0, 1};
        assertEquals(ChangeVersion.of(0, new byte[9], 0, 2), load);
        assertTrue(ChangeVersion.of(0, first, 0, 0).isNewerThan(load));
        assertTrue(change(LENIENT, "'change_op':'I'," + STCK + ",'after_image':{}")
                .version()
                .isNewerThan(load));
    }

    @Test
    void aMarkedLoadRowIsTakenForOneWhateverTokenItCarries() throws Rejection {
        Change expected = change(LENIENT, "'change_op':'R','after_image':{'ID':1}");
        for (String token :
                new String[] {STCK, LATER, "'stck':'0000000000000000'", "'stck':'FFFFFFFFFFFFFFFF'", "'stck':''"}) {
            assertEquals(expected, change(LENIENT, "'change_op':'R'," + token + ",'after_image':{'ID':1}"));
        }
    }

    @Test
    void aLoadRowIsAnInsertOfItsAfterImageAtTheTimeOfItsRecord() throws Rejection {
        Change load = change(LENIENT, "'change_op':'R','before_image':{'ID':2},'after_image':{'ID':1}");
        assertEquals(Operation.INSERT, load.operation());
        assertEquals(Optional.empty(), load.before());
        assertEquals(Instant.EPOCH, load.commitTime());
    }

    @Test
    void aLoadRowNeedsItsAfterImage() {
        assertRejected(RejectionReason.IMAGE_MISSING, LENIENT, "'change_op':'R','before_image':{'ID':1}");
        assertRejected(RejectionReason.IMAGE_MISSING, LENIENT, "'change_op':'I','before_image':{'ID':1}");
    }

    @Test
    void onlyAnInsertIsALoadRowForWantOfAToken() throws Rejection {
        assertEquals(
                change(LENIENT, "'change_op':'R','after_image':{}"),
                change(LENIENT, "'change_op':'I','stck':null,'after_image':{}"));
        for (String operation : new String[] {"U", "D"}) {
            assertRejected(
                    RejectionReason.VERSION_MISSING,
                    LENIENT,
                    "'change_op':'" + operation + "','before_image':{},'after_image':{}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"'stck':''", "'stck':'x'", "'stck':'7D91048BCA00000'"})
    void aMalformedTokenIsNotAMissingOne(String token) {
        assertRejected(RejectionReason.VERSION_MISSING, LENIENT, "'change_op':'I'," + token + ",'after_image':{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'stck':{}", "'stck':['7D91048BCA000000']"})
    void aTokenThatIsNoTextIsNotAMissingOne(String token) {
        assertRejected(RejectionReason.UNDECODABLE, LENIENT, "'change_op':'I'," + token + ",'after_image':{}");
    }

    @Test
    void aPlaceholderIsNotAMissingToken() {
        assertRejected(
                RejectionReason.VERSION_IMPLAUSIBLE,
                LENIENT,
                "'change_op':'I','stck':'0000000000000000','after_image':{}");
    }

    @Test
    void withoutTheRuleThereAreNoLoadRows() {
        assertRejected(RejectionReason.VERSION_MISSING, STRICT, "'change_op':'I','after_image':{}");
        assertRejected(RejectionReason.OPERATION_UNKNOWN, STRICT, "'change_op':'R'," + STCK + ",'after_image':{}");
    }

    @Test
    void anUpdateNeedsItsBeforeImageWhereKeysMayChange() throws Rejection {
        String update = "'change_op':'U'," + STCK + ",'after_image':{}";
        assertRejected(RejectionReason.IMAGE_MISSING, STRICT, update);
        assertRejected(RejectionReason.IMAGE_MISSING, STRICT, update + ",'before_image':null");
        assertEquals(Optional.empty(), change(LENIENT, update).before());
        assertTrue(change(LENIENT, update + ",'before_image':{'ID':1}").before().isPresent());
    }

    @Test
    void columnsAreLeftOutForNullOnlyByTheRule() throws Rejection {
        String insert = "'change_op':'I'," + STCK + ",'after_image':{}";
        assertFalse(change(STRICT, insert).image().nullsLeftOut());
        assertTrue(change(LENIENT, insert).image().nullsLeftOut());
        assertNotEquals(change(STRICT, insert), change(LENIENT, insert));
    }

    @Test
    void aTableTakesItsChangesFromItsTopicOnly() throws Rejection {
        String insert = record("'change_op':'I'," + STCK + ",'after_image':{}");
        assertTrue(format(STRICT, HOUR, Optional.of("bank"))
                .read(KitRecord.of(insert))
                .isPresent());
        PreciselyJsonFormat other = format(STRICT, HOUR, Optional.of("bank.other"));
        Rejection rejection = assertThrows(Rejection.class, () -> other.read(KitRecord.of(insert)));
        assertEquals(RejectionReason.TOPIC_UNEXPECTED, rejection.reason());
    }

    @Test
    void theSourcesTimeZoneMovesTheCommitTimeAndNeverTheOrder() throws Rejection {
        String insert = record("'change_op':'I'," + STCK + ",'after_image':{}");
        Change east = read(format(STRICT, HOUR, Optional.empty()), insert);
        Change west = read(format(STRICT, HOUR.negated(), Optional.empty()), insert);
        assertEquals(Duration.ofHours(2), Duration.between(east.commitTime(), west.commitTime()));
        assertEquals(east.version(), west.version());
    }

    @ParameterizedTest
    @CsvSource({
        // Bit 51 of the clock is a microsecond; the record is of the first instant of 1970, the limit is two hours.
        "7D911F5E3E800000, PT0S, true",
        "7D911F5E3E801000, PT0S, false",
        "7D912CC778C00000, PT1H, true",
        "7D912CC778C01000, PT1H, false",
        "7D9111F504401000, PT-1H, false"
    })
    void aTokenMayLieAheadOfItsRecordByTheLimitAndNoMore(String stck, Duration clockOffset, boolean plausible) {
        PreciselyJsonFormat format = format(STRICT, clockOffset, Optional.empty());
        KitRecord insert = KitRecord.of(record("'change_op':'I','stck':'" + stck + "','after_image':{}"));
        if (plausible) {
            assertDoesNotThrow(() -> format.read(insert));
        } else {
            assertEquals(
                    RejectionReason.VERSION_IMPLAUSIBLE,
                    assertThrows(Rejection.class, () -> format.read(insert)).reason());
        }
    }

    @Test
    void allVersionsOfATableHaveOneWidth() throws Rejection {
        Set<Integer> widths = new HashSet<>();
        for (String tags : new String[] {
            "'change_op':'R'", "'change_op':'I'," + STCK, "'change_op':'I','stck':'007D91048BCA000000'"
        }) {
            widths.add(change(LENIENT, tags + ",'after_image':{}").version().toBytes().length);
        }
        assertEquals(Set.of(21), widths);
    }

    private static void assertRejected(RejectionReason reason, Rules rules, String tags) {
        Rejection rejection = assertThrows(Rejection.class, () -> change(rules, tags));
        assertEquals(reason, rejection.reason(), tags);
    }

    private static Change change(Rules rules, String tags) throws Rejection {
        return read(format(rules, Duration.ZERO, Optional.empty()), record(tags));
    }

    private static Change read(PreciselyJsonFormat format, String json) throws Rejection {
        return format.read(KitRecord.of(json)).orElseThrow();
    }

    private static String record(String tags) {
        return "{'object_name':'ACCT'," + tags + "}";
    }

    private static PreciselyJsonFormat format(Rules rules, Duration clockOffset, Optional<String> topic) {
        Duration ahead = Duration.ofHours(2);
        SourceOrder order = new SourceOrder(StoreClock.STCK, 3, 2, clockOffset, ahead, topic);
        return new PreciselyJsonFormat(
                PreciselyTags.defaults(),
                rules.images(),
                rules.loads(),
                new SourceTables(List.of(new SourceTable("ACCT", order))));
    }
}
