package dev.millrace.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items as a server keeps them. */
class ExactItemsTest {
    private final String name = LocalDynamoDb.newName();

    private DynamoDbTarget open(List<String> key, String... columns) {
        return TestSettings.at(LocalDynamoDb.endpoint(), Samples.table(name, key, columns))
                .open();
    }

    private TargetTable table(DynamoDbTarget target) {
        return target.table("BANK." + name.toUpperCase(Locale.ROOT)).orElseThrow();
    }

    private Map<String, AttributeValue> onlyItem() {
        List<Map<String, AttributeValue>> items = LocalDynamoDb.items(name);
        assertEquals(1, items.size());
        return items.get(0);
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String attribute) {
        return Optional.ofNullable(item.get(attribute)).orElseThrow();
    }

    @Test
    void numbersOf38DigitsAreKeptDigitByDigit() {
        try (DynamoDbTarget target = open(List.of("id"), "id bigint", "most numeric(38,0)", "least numeric(38,38)")) {
            Writes.writeOne(
                    target,
                    Writes.upsert(
                            table(target),
                            1,
                            1,
                            new BigDecimal("-99999999999999999999999999999999999999"),
                            new BigDecimal("0.00000000000000000000000000000000000001")));
            assertEquals(
                    "-99999999999999999999999999999999999999",
                    attribute(onlyItem(), "most").n());
            assertEquals(
                    0,
                    new BigDecimal("1E-38")
                            .compareTo(new BigDecimal(
                                    attribute(onlyItem(), "least").n())));
        }
    }

    @Test
    void keysThatDifferInTheirLastDigitAreTwoItemsAndTheirVersionsAreFound() {
        try (DynamoDbTarget target = open(List.of("id"), "id numeric(38,2)", "note text")) {
            BigDecimal one = new BigDecimal("123456789012345678901234567890123456.70");
            BigDecimal other = new BigDecimal("123456789012345678901234567890123456.71");
            TargetTable table = table(target);
            assertEquals(
                    List.of(Outcome.APPLIED, Outcome.APPLIED),
                    Writes.write(
                            target, List.of(Writes.upsert(table, 1, one, "a"), Writes.upsert(table, 2, other, "b"))));
            List<Optional<ChangeVersion>> held = target.heldVersions(
                    table, List.of(Writes.key(table, other), Writes.key(table, 5), Writes.key(table, one)));
            assertEquals(
                    List.of(Optional.of(Writes.version(2)), Optional.empty(), Optional.of(Writes.version(1))), held);
        }
    }

    @Test
    void emptyTextsListsAndGroupsAreKept() {
        try (DynamoDbTarget target = open(
                List.of("id"),
                "id bigint",
                "empty text",
                "months array<numeric(5,2)>",
                "holder struct<a text, b array<text>>")) {
            Value months = new Value.Items(List.of(new Value.Decimal(new BigDecimal("1.50"))));
            Value holder = new Value.Group(List.of(new Value.Text(""), new Value.Items(List.of())));
            Writes.writeOne(target, Writes.upsert(table(target), 1, 1, "", months, holder));
            Map<String, AttributeValue> item = onlyItem();
            assertEquals("", attribute(item, "empty").s());
            assertEquals(
                    0,
                    new BigDecimal("1.5")
                            .compareTo(new BigDecimal(
                                    attribute(item, "months").l().get(0).n())));
            assertEquals("", attribute(attribute(item, "holder").m(), "a").s());
            assertEquals(
                    List.of(), attribute(attribute(item, "holder").m(), "b").l());
        }
    }

    @Test
    void aFullImageRemovesWhatItDoesNotHave() {
        try (DynamoDbTarget target = open(List.of("id"), "id bigint", "note text")) {
            TargetTable table = table(target);
            Writes.writeOne(target, Writes.upsert(table, 1, 1, "x"));
            Writes.writeOne(target, Writes.upsert(table, 2, 1, Value.Null.NULL));
            assertNull(onlyItem().get("note"));
        }
    }

    @Test
    void anItemThatSomebodyElseMadeGivesWayToAnyVersion() {
        try (DynamoDbTarget target = open(List.of("id"), "id bigint", "note text")) {
            TargetTable table = table(target);
            LocalDynamoDb.client()
                    .putItem(put -> put.tableName(name)
                            .item(Map.of("id", AttributeValue.fromN("1"), "theirs", AttributeValue.fromS("x"))))
                    .join();
            assertEquals(List.of(Optional.empty()), target.heldVersions(table, List.of(Writes.key(table, 1))));
            assertEquals(Outcome.APPLIED, Writes.writeOne(target, Writes.upsert(table, 0, 1, "ours")));
            assertNull(onlyItem().get("theirs"));
        }
    }

    @Test
    void reservedWordsAndDotsAreNamesLikeOthers() {
        try (DynamoDbTarget target = open(List.of("name"), "name text", "size bigint", "a.b text")) {
            TargetTable table = table(target);
            assertEquals(Outcome.APPLIED, Writes.writeOne(target, Writes.upsert(table, 1, "k", 2, "x")));
            assertEquals("x", attribute(onlyItem(), "a.b").s());
            assertEquals(
                    List.of(Optional.of(Writes.version(1))),
                    target.heldVersions(table, List.of(Writes.key(table, "k"))));
        }
    }
}
