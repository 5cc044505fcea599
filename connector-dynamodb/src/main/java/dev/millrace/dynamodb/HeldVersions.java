package dev.millrace.dynamodb;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads the versions that one table holds. Safe for all threads. */
final class HeldVersions {
    private final BatchReader reader;
    private final ItemTable table;

    HeldVersions(BatchReader reader, ItemTable table) {
        this.reader = reader;
        this.table = table;
    }

    /**
     * @throws TargetException of kind {@code POISON} where the service takes no item of one of the keys, {@code FATAL} where somebody else
     *     wrote one of the versions: those of two widths, or of another type, do not compare
     */
    List<Optional<ChangeVersion>> read(List<RowKey> rows) {
        List<Map<String, AttributeValue>> keys = new ArrayList<>(rows.size());
        for (RowKey row : rows) {
            try {
                keys.add(table.key().of(row));
            } catch (ItemRefused refused) {
                throw new TargetException(FailureKind.POISON, refused.fault().name());
            }
        }
        Map<List<AttributeValue>, AttributeValue> held =
                reader.read(table.name(), table.key(), keys, Attributes.VERSION);
        return keys.stream()
                .map(key ->
                        Optional.ofNullable(held.get(table.key().identity(key))).map(this::version))
                .toList();
    }

    private ChangeVersion version(AttributeValue held) {
        SdkBytes bytes = held.b();
        if (bytes == null || bytes.asByteArrayUnsafe().length != table.defined().versionBytes()) {
            throw new TargetException(FailureKind.FATAL, ProblemCode.VERSION_WIDTH_DIFFERS.name());
        }
        return ChangeVersion.ofBytes(bytes.asByteArrayUnsafe());
    }
}
