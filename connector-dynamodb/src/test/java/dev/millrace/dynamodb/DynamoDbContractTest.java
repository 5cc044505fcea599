package dev.millrace.dynamodb;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.BinaryType;
import dev.millrace.core.target.BoolType;
import dev.millrace.core.target.Column;
import dev.millrace.core.target.ColumnType;
import dev.millrace.core.target.DecimalType;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.KitTable;
import dev.millrace.core.testkit.TargetContract;
import dev.millrace.dynamodb.DynamoDbSettings.TableSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The contract of all targets against DynamoDB Local: one table whose key is made by templates, one whose key is a column. Items are read
 * by a plain scan, not through the target.
 */
final class DynamoDbContractTest extends TargetContract {

    @Override
    protected Target openTarget() {
        return TestSettings.at(
                        LocalDynamoDb.endpoint(),
                        settings(KitTable.ACCOUNT, Optional.of("ACCT#{BRANCH}:{REGION}"), Optional.of("{ACCOUNT_ID}")),
                        settings(KitTable.EVENT, Optional.empty(), Optional.empty()))
                .inFlight(64)
                .open();
    }

    private static TableSettings settings(KitTable kit, Optional<String> pk, Optional<String> sk) {
        return new TableSettings(kit.defined(), pk, sk, "pk", "sk");
    }

    @Override
    protected int writers() {
        return 8;
    }

    @Override
    protected void clear() {
        LocalDynamoDb.clear(KitTable.ACCOUNT.targetName(), List.of("pk", "sk"));
        LocalDynamoDb.clear(KitTable.EVENT.targetName(), List.of("event_id"));
    }

    @Override
    protected Map<RowKey, List<Value>> readTable(TargetTable table) throws Rejection {
        Map<RowKey, List<Value>> rows = new HashMap<>();
        for (Map<String, AttributeValue> item : LocalDynamoDb.items(table.name())) {
            if (item.containsKey("millrace_deleted")) {
                continue;
            }
            List<Value> row = new ArrayList<>();
            for (Column column : table.columns()) {
                AttributeValue value = item.get(column.name());
                row.add(value == null ? Value.Null.NULL : value(column.type(), value));
            }
            rows.put(table.keyOf(row), row);
        }
        return rows;
    }

    private static Value value(ColumnType type, AttributeValue attribute) throws Rejection {
        if (type instanceof DecimalType) {
            return type.canonical(new Value.Decimal(new BigDecimal(attribute.n())), "");
        }
        if (type instanceof BoolType) {
            return new Value.Bool(attribute.bool());
        }
        if (type instanceof BinaryType) {
            return new Value.Binary(attribute.b().asByteArray());
        }
        return type.canonical(new Value.Text(attribute.s()), "");
    }

    /** An item of more than 400 KB. */
    @Override
    protected Optional<RowWrite> poisoned(RowWrite healthy) {
        List<Value> row = new ArrayList<>(healthy.row().orElseThrow());
        int note = healthy.table().columns().stream().map(Column::name).toList().indexOf("note");
        row.set(note, new Value.Text("x".repeat(400 * 1024)));
        return Optional.of(new RowWrite(healthy.table(), healthy.key(), healthy.version(), Optional.of(row)));
    }
}
