package dev.millrace.dynamodb;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.ArrayType;
import dev.millrace.core.target.BinaryType;
import dev.millrace.core.target.BoolType;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.KeyTemplate;
import dev.millrace.core.target.StructType;
import dev.millrace.core.target.TargetTable;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Checks the definition of one table, and makes of its key the key of its items. For one thread. */
final class TableMapper {
    private static final int MOST_KEY_NAME_BYTES = 255;
    private static final int MOST_PLAIN_KEY_COLUMNS = 2;
    private static final Set<String> RESERVED = Set.of(Attributes.VERSION, Attributes.DELETED, Attributes.EXPIRES);

    private final TableSettings settings;
    private final TargetTable table;
    private final String path;
    private final List<Problem> problems = new ArrayList<>();

    TableMapper(TableSettings settings) {
        this.settings = settings;
        this.table = settings.table().table();
        this.path = settings.table().path();
    }

    /** The table; empty where there are problems. */
    Optional<ItemTable> map() {
        columns();
        List<KeyAttribute> key =
                settings.pk().isPresent() ? templates(settings.pk().get()) : plainKey();
        key.forEach(this::checkName);
        return problems.isEmpty() ? Optional.of(new ItemTable(settings.table(), new ItemKey(key))) : Optional.empty();
    }

    List<Problem> problems() {
        return problems;
    }

    private void columns() {
        for (Column column : table.columns()) {
            if (RESERVED.contains(column.name())) {
                invalid("columns", column.name() + " is an attribute of the connector's own", "name it otherwise");
            }
        }
    }

    private List<KeyAttribute> plainKey() {
        if (settings.sk().isPresent()) {
            invalid("sk", "a template of the sort key needs one of the partition key", "add pk");
        }
        List<Integer> indexes = table.keyIndexes();
        if (indexes.size() > MOST_PLAIN_KEY_COLUMNS) {
            invalid(
                    "pk",
                    "a key of " + indexes.size() + " columns does not fit into a partition key and a sort key",
                    "join them, as in pk: \"" + joined(indexes.subList(0, indexes.size() - 1)) + "\" and sk: \""
                            + joined(indexes.subList(indexes.size() - 1, indexes.size())) + "\"");
            return List.of();
        }
        List<KeyAttribute> key = new ArrayList<>();
        for (int i = 0; i < indexes.size(); i++) {
            Column column = table.columns().get(indexes.get(i));
            Optional<ScalarAttributeType> type = keyType(column.type());
            if (type.isEmpty()) {
                invalid(
                        "key",
                        column.name() + " has a type that no key of DynamoDB has",
                        "make a text of it, as in pk: \"" + joined(indexes) + "\"");
                continue;
            }
            int part = i;
            key.add(new KeyAttribute(
                    column.name(),
                    type.get(),
                    i == 0 ? KeyType.HASH : KeyType.RANGE,
                    row -> AttributeValues.scalar(column.type(), row.value(part))));
        }
        return key;
    }

    /** Empty for what only a column outside the key can be. */
    static Optional<ScalarAttributeType> keyType(ColumnType type) {
        if (type instanceof BoolType || type instanceof ArrayType || type instanceof StructType) {
            return Optional.empty();
        }
        if (type instanceof DecimalType) {
            return Optional.of(ScalarAttributeType.N);
        }
        return Optional.of(type instanceof BinaryType ? ScalarAttributeType.B : ScalarAttributeType.S);
    }

    private String joined(List<Integer> columns) {
        return columns.stream()
                .map(column -> "{" + table.columns().get(column).name() + "}")
                .collect(Collectors.joining("#"));
    }

    private List<KeyAttribute> templates(String pk) {
        List<KeyAttribute> key = new ArrayList<>();
        Set<Integer> named = new TreeSet<>();
        Optional<KeyTemplate> partition = template("pk", pk);
        Optional<KeyTemplate> sort = settings.sk().flatMap(sk -> template("sk", sk));
        partition.ifPresent(template -> {
            key.add(attribute(settings.pkName(), KeyType.HASH, template));
            named.addAll(template.keyIndexes());
        });
        sort.ifPresent(template -> {
            key.add(attribute(settings.skName(), KeyType.RANGE, template));
            named.addAll(template.keyIndexes());
        });
        boolean sound =
                partition.isPresent() && sort.isPresent() == settings.sk().isPresent();
        List<Integer> missing = IntStream.range(0, table.keyIndexes().size())
                .filter(part -> !named.contains(part))
                .mapToObj(part -> table.keyIndexes().get(part))
                .toList();
        if (sound && !missing.isEmpty()) {
            invalid(
                    "pk",
                    "two rows that differ only in " + joined(missing) + " would be one item",
                    "name every column of the key in pk or in sk");
        }
        return key;
    }

    private static KeyAttribute attribute(String name, KeyType role, KeyTemplate template) {
        return new KeyAttribute(name, ScalarAttributeType.S, role, row -> AttributeValues.text(template.of(row)));
    }

    private Optional<KeyTemplate> template(String name, String text) {
        try {
            return Optional.of(KeyTemplate.parse(text, table));
        } catch (KeyTemplate.Malformed malformed) {
            invalid(
                    name,
                    "\"" + text + "\" is no template: " + malformed.getMessage(),
                    "write columns of the key in braces with text between them, as in ACCT#{ACCOUNT_ID}");
            return Optional.empty();
        }
    }

    private void checkName(KeyAttribute attribute) {
        String name = attribute.name();
        if (settings.pk().isPresent()) {
            String key = attribute.role() == KeyType.HASH ? "pk-name" : "sk-name";
            boolean taken =
                    table.columns().stream().anyMatch(column -> column.name().equals(name))
                            || RESERVED.contains(name)
                            || (attribute.role() == KeyType.RANGE && name.equals(settings.pkName()));
            if (taken || name.isEmpty()) {
                invalid(key, "\"" + name + "\" is another attribute's name, or none", "choose another one");
            }
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MOST_KEY_NAME_BYTES) {
            invalid("key", name + " is too long for an attribute of the key", "use a name of at most 255 bytes");
        }
    }

    private void invalid(String key, String what, String fix) {
        problems.add(new Problem(ProblemCode.CONFIG_VALUE_INVALID, path + "." + key, what, fix));
    }
}
