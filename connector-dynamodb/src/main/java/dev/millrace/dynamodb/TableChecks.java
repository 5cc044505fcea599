package dev.millrace.dynamodb;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.dynamodb.DynamoDbSettings.Nulls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** What a table must be that is there. Collects what is wrong with one table. For one thread. */
final class TableChecks {
    private final String name;
    private final Place place;
    private final List<Problem> problems = new ArrayList<>();

    TableChecks(String name, Place place) {
        this.name = name;
        this.place = place;
    }

    List<Problem> problems() {
        return problems;
    }

    void missing(ItemKey key) {
        String definitions = key.attributes().stream()
                .map(attribute -> "AttributeName=" + attribute.name() + ",AttributeType=" + attribute.type())
                .collect(Collectors.joining(" "));
        String schema = key.attributes().stream()
                .map(attribute -> "AttributeName=" + attribute.name() + ",KeyType=" + attribute.role())
                .collect(Collectors.joining(" "));
        add(
                ProblemCode.TABLE_MISSING,
                name,
                "there is no such table in this account, " + place.words(),
                "set target.auto-create: true, or run: "
                        + place.command(
                                "create-table",
                                "--table-name " + name + " --billing-mode PAY_PER_REQUEST --attribute-definitions "
                                        + definitions + " --key-schema " + schema));
    }

    void usable(FoundTable found) {
        if (!Catalog.isUsable(found)) {
            add(
                    ProblemCode.TARGET_REFUSED,
                    name,
                    "the table is " + found.description().tableStatusAsString() + ", not ACTIVE",
                    "wait until it is ACTIVE, or mend what the console says about it");
        }
    }

    void key(ItemKey key, TableDescription found) {
        Map<String, ScalarAttributeType> types = types(found);
        String held = found.keySchema().stream()
                .map(element ->
                        element.attributeName() + " " + types.get(element.attributeName()) + " " + element.keyType())
                .collect(Collectors.joining(", "));
        if (!held.equals(key.describe())) {
            add(
                    ProblemCode.KEY_DIFFERS,
                    name,
                    "expected the key (" + key.describe() + "), found (" + held + ")",
                    "correct key, pk and sk of the configuration, or name another table: the key of a table cannot be"
                            + " changed");
        }
    }

    /** An item whose attribute does not fit an index's key is refused: every row would be. */
    void indexes(ItemTable table, Nulls nulls, TableDescription found) {
        Map<String, ScalarAttributeType> types = types(found);
        Stream.concat(
                        found.globalSecondaryIndexes().stream().flatMap(index -> index.keySchema().stream()),
                        found.localSecondaryIndexes().stream().flatMap(index -> index.keySchema().stream()))
                .map(KeySchemaElement::attributeName)
                .distinct()
                .sorted()
                .forEach(attribute -> table.table().columns().stream()
                        .filter(column -> column.name().equals(attribute))
                        .forEach(column -> {
                            Optional<ScalarAttributeType> written = TableMapper.keyType(column.type());
                            if (!written.equals(Optional.ofNullable(types.get(attribute)))) {
                                add(
                                        ProblemCode.COLUMN_TYPE_DIFFERS,
                                        name + "." + attribute,
                                        "a secondary index expects " + types.get(attribute) + ", the column is "
                                                + written.map(Object::toString).orElse("no type of a key"),
                                        "make the index over another attribute, or change the column's type");
                            } else if (column.nullable() && nulls == Nulls.NULL_TYPE) {
                                add(
                                        ProblemCode.CONSTRAINT_UNSUITABLE,
                                        name + "." + attribute,
                                        "the key of a secondary index takes no attribute of type NULL",
                                        "set target.nulls: absent");
                            }
                        }));
    }

    /** Items that expire by an attribute of the rows would be gone with their versions: an older change could bring them back. */
    void expiryOfRows(ItemTable table, FoundTable found) {
        Optional<String> attribute = found.expiresBy()
                .filter(by -> table.table().columns().stream()
                        .anyMatch(column -> column.name().equals(by)));
        attribute.ifPresent(by -> add(
                ProblemCode.TARGET_REFUSED,
                name + "." + by,
                "the table's items expire by this column: rows would vanish that the source still has",
                "switch the table's time to live off"));
    }

    /** @param found empty where the expiry is off */
    void expiryOfTombstones(Optional<String> found) {
        if (found.equals(Optional.of(Attributes.EXPIRES))) {
            return;
        }
        add(
                ProblemCode.TARGET_REFUSED,
                name + "." + Attributes.EXPIRES,
                "with a replay-horizon tombstones expire by this attribute, the table's items expire by "
                        + found.orElse("none"),
                found.isPresent()
                        ? "set replay-horizon: infinite, or switch the table's time to live over: it has one attribute for it"
                        : "set target.auto-create: true, or run: "
                                + place.command(
                                        "update-time-to-live",
                                        "--table-name " + name
                                                + " --time-to-live-specification Enabled=true,AttributeName="
                                                + Attributes.EXPIRES));
    }

    /** Versions of another width, or of another type, do not compare with those that will be written. */
    void versions(List<AttributeValue> sample, int versionBytes) {
        boolean differ = sample.stream()
                .anyMatch(version -> version.type() != AttributeValue.Type.B
                        || version.b().asByteArrayUnsafe().length != versionBytes);
        if (differ) {
            add(
                    ProblemCode.VERSION_WIDTH_DIFFERS,
                    name + "." + Attributes.VERSION,
                    "expected versions of " + versionBytes + " bytes, found others",
                    "configure the kind of order token that the table was written with, or load it anew into an empty table");
        }
    }

    private static Map<String, ScalarAttributeType> types(TableDescription found) {
        Map<String, ScalarAttributeType> types = new HashMap<>();
        for (AttributeDefinition definition : found.attributeDefinitions()) {
            types.put(definition.attributeName(), definition.attributeType());
        }
        return types;
    }

    private void add(ProblemCode code, String path, String what, String fix) {
        problems.add(new Problem(code, path, what, fix));
    }
}
