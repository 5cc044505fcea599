package dev.millrace.postgres;

import static dev.millrace.core.testkit.Writes.upsert;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.postgres.PostgresSettings.AutoCreate;
import dev.millrace.postgres.PostgresSettings.Layout;
import dev.millrace.postgres.WriteOrder.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LargeValuesTest {
    private static final int TEN_MEBIBYTES = 10 << 20;

    @Test
    void aBatchIsCutIntoTransactionsOfBoundedSizeInKeyOrder() {
        TestDatabase database = TestDatabase.create();
        try (PostgresTarget target = PostgresTarget.open(database.settings(
                Layout.SIDECAR,
                AutoCreate.CREATE,
                Tables.table("S.T", "public.t", List.of("id"), "id integer", "document text", "scan bytea")))) {
            TargetTable table = target.table("S.T").orElseThrow();
            String text = "x".repeat(TEN_MEBIBYTES);
            byte[] bytes = new byte[TEN_MEBIBYTES];
            new Random(1).nextBytes(bytes);
            List<RowWrite> batch = new ArrayList<>();
            for (int id = 0; id < 5; id++) {
                batch.add(upsert(table, 1, id, text, bytes));
            }
            Collections.reverse(batch);

            List<Transaction> transactions = WriteOrder.of(batch);
            assertTrue(transactions.size() > 1);
            assertEquals(
                    List.of(4, 3, 2, 1, 0),
                    transactions.stream().flatMap(it -> it.indexes().stream()).toList());
            assertEquals(Collections.nCopies(5, Outcome.APPLIED), Writes.write(target, batch));
            assertEquals(
                    List.of(TEN_MEBIBYTES + "|" + TEN_MEBIBYTES + "|5"),
                    database.query("SELECT max(length(document)), min(length(scan)), count(*) FROM t"));
        }
    }
}
