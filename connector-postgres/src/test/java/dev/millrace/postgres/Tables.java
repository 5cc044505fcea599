package dev.millrace.postgres;

import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.ColumnSettings;
import dev.millrace.postgres.PostgresSettings.TableSettings;
import java.util.ArrayList;
import java.util.List;

/** Tables of the tests. */
final class Tables {
    static final TableSettings ACCOUNT = table(
            "BANK.ACCOUNT", "public.account", List.of("id"), "id bigint", "name varchar(20)", "balance numeric(12,2)");

    private Tables() {}

    /** @param columns each a name and a type */
    static TableSettings table(String source, String target, List<String> key, String... columns) {
        List<ColumnSettings> settings = new ArrayList<>();
        for (String column : columns) {
            int blank = column.indexOf(' ');
            settings.add(new ColumnSettings(column.substring(0, blank), column.substring(blank + 1)));
        }
        return new TableSettings(source, target, key, settings, Writes.VERSION_BYTES);
    }
}
