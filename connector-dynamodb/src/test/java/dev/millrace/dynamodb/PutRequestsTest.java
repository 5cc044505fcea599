package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.testkit.Writes;
import dev.millrace.dynamodb.DynamoDbSettings.Nulls;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What is sent, and what is not even sent since the service would refuse it. */
class PutRequestsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AttributeValue VERSION =
            AttributeValue.fromB(SdkBytes.fromByteArray(Writes.version(7).toBytes()));

    private final TableSettings plain = Samples.table(
            "account",
            List.of("id"),
            "id numeric(38,0)",
            "name text",
            "rate numeric(38,12)",
            "at timestamp(12)",
            "on time(3)",
            "tags array<array<varchar(4)>>",
            "holder struct<first text, born date>");

    private static ItemTable mapped(TableSettings settings) {
        return new TableMapper(settings).map().orElseThrow();
    }

    private static PutRequests requests(TableSettings settings, Nulls nulls, Optional<Duration> kept) {
        return new PutRequests(mapped(settings), nulls, kept, CLOCK);
    }

    private static RowWrite row(TableSettings table, Object... values) {
        return Writes.upsert(table.table().table(), 7, values);
    }

    private static ItemFault refused(TableSettings table, RowWrite write) {
        PutRequests requests = requests(table, Nulls.ABSENT, Optional.empty());
        return assertThrows(ItemRefused.class, () -> requests.of(write)).fault();
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    @Test
    void everyDigitAndEveryElementIsWritten() throws ItemRefused {
        Value tags = new Value.Items(
                List.of(new Value.Items(List.of(new Value.Text("a"), new Value.Text(""))), new Value.Items(List.of())));
        Value holder = new Value.Group(List.of(new Value.Text("Ada"), Value.Null.NULL));
        RowWrite write = row(
                plain,
                new BigDecimal("99999999999999999999999999999999999999"),
                "",
                new BigDecimal("12345678901234567890123456.123456789012"),
                "2026-01-01-00.00.00.000000000001",
                "13.18.41.5",
                tags,
                holder);
        assertEquals(
                Map.of(
                        "id",
                        AttributeValue.fromN("99999999999999999999999999999999999999"),
                        "name",
                        s(""),
                        "rate",
                        AttributeValue.fromN("12345678901234567890123456.123456789012"),
                        "at",
                        s("2026-01-01T00:00:00.000000000001"),
                        "on",
                        s("13:18:41.500"),
                        "tags",
                        AttributeValue.fromL(
                                List.of(AttributeValue.fromL(List.of(s("a"), s(""))), AttributeValue.fromL(List.of()))),
                        "holder",
                        AttributeValue.fromM(Map.of("first", s("Ada"))),
                        Attributes.VERSION,
                        VERSION),
                requests(plain, Nulls.ABSENT, Optional.empty()).of(write).item());
    }

    @Test
    void nullIsLeftOutOrWrittenAsTheSettingsSay() throws ItemRefused {
        TableSettings table = Samples.table("account", List.of("id"), "id bigint", "holder struct<a text>", "b text");
        RowWrite write = row(table, 1, new Value.Group(List.of(Value.Null.NULL)), Value.Null.NULL);
        Map<String, AttributeValue> absent =
                requests(table, Nulls.ABSENT, Optional.empty()).of(write).item();
        assertEquals(
                Map.of(
                        "id",
                        AttributeValue.fromN("1"),
                        "holder",
                        AttributeValue.fromM(Map.of()),
                        Attributes.VERSION,
                        VERSION),
                absent);
        AttributeValue nul = AttributeValue.fromNul(true);
        Map<String, AttributeValue> typed =
                requests(table, Nulls.NULL_TYPE, Optional.empty()).of(write).item();
        assertEquals(nul, typed.get("b"));
        assertEquals(AttributeValue.fromM(Map.of("a", nul)), typed.get("holder"));
    }

    @Test
    void aTombstoneHasItsKeyAndVersionAndExpiresFromNowOn() throws ItemRefused {
        RowWrite delete = Writes.delete(plain.table().table(), 7, 1);
        Map<String, AttributeValue> kept = Map.of(
                "id",
                AttributeValue.fromN("1"),
                Attributes.VERSION,
                VERSION,
                Attributes.DELETED,
                AttributeValue.fromBool(true));
        assertEquals(
                kept,
                requests(plain, Nulls.NULL_TYPE, Optional.empty()).of(delete).item());
        AttributeValue expires = requests(plain, Nulls.ABSENT, Optional.of(Duration.ofDays(14)))
                .of(delete)
                .item()
                .get(Attributes.EXPIRES);
        assertEquals(AttributeValue.fromN(Long.toString(NOW.getEpochSecond() + 14 * 86_400)), expires);
    }

    @Test
    void templatesFillAttributesBesideTheColumns() throws ItemRefused {
        TableSettings cards = Samples.table(
                "card",
                Optional.of("ACCT#{ACCOUNT_ID}"),
                Optional.of("CARD#{NUMBER}#{issued}"),
                List.of("account_id", "number", "issued"),
                "account_id numeric(11,0)",
                "number char(4)",
                "issued date");
        Map<String, AttributeValue> item = requests(cards, Nulls.ABSENT, Optional.empty())
                .of(row(cards, 4711, "1#2 ", "2026-01-02"))
                .item();
        assertEquals(s("ACCT#4711"), item.get("pk"));
        assertEquals(s("CARD#1%00232#2026-01-02"), item.get("sk"));
        assertEquals(s("1#2"), item.get("number"));
    }

    /** DynamoDB Local takes some of these: the service does not. */
    @Test
    void anItemOfMoreThan400KilobytesIsNotSent() throws ItemRefused {
        TableSettings table = Samples.table("account", List.of("id"), "id bigint", "text text");
        int others = "id".length() + 2 + "text".length() + Attributes.VERSION.length() + Writes.VERSION_BYTES;
        String most = "x".repeat(400 * 1024 - others);
        requests(table, Nulls.ABSENT, Optional.empty()).of(row(table, 1, most));
        assertEquals(ItemFault.ITEM_TOO_LARGE, refused(table, row(table, 1, most + "x")));
        assertEquals(
                ItemFault.ITEM_TOO_LARGE,
                refused(table, row(table, 1, most.substring(0, most.length() - 1) + "\u00e4")));
    }

    @Test
    void aKeyIsNeitherEmptyNorTooLong() throws ItemRefused {
        TableSettings table = Samples.table("event", List.of("id", "seq"), "id text", "seq text");
        PutRequests requests = requests(table, Nulls.ABSENT, Optional.empty());
        requests.of(row(table, "x".repeat(2_048), "y".repeat(1_024)));
        assertEquals(ItemFault.KEY_TOO_LONG, refused(table, row(table, "x".repeat(2_049), "y")));
        assertEquals(ItemFault.KEY_TOO_LONG, refused(table, row(table, "x", "y".repeat(1_023) + "\u00e4")));
        assertEquals(ItemFault.KEY_EMPTY, refused(table, row(table, "", "y")));
        assertEquals(
                ItemFault.KEY_EMPTY, refused(table, Writes.delete(table.table().table(), 7, "x", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E+126", "1E-131", "1.00000000000000000000000000000000000001"})
    void aNumberThatTheServiceWouldRoundOrRefuseIsNotSent(String number) {
        assertThrows(
                ItemRefused.class,
                () -> AttributeValues.scalar(DecimalType.numeric(38, 0), new Value.Decimal(new BigDecimal(number))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.99E+125", "1E-130", "0E+500", "-1E-130", "1.0000000000000000000000000000000000000000"})
    void aNumberAtTheEndOfTheRangeIsSentWithAllItsDigits(String number) throws ItemRefused {
        AttributeValue value =
                AttributeValues.scalar(DecimalType.numeric(38, 0), new Value.Decimal(new BigDecimal(number)));
        assertEquals(0, new BigDecimal(value.n()).compareTo(new BigDecimal(number)));
    }
}
