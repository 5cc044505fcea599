package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Truth;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.cli.verify.VerifyCommand;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.truth.TrueState;
import dev.millrace.simulator.truth.TruthWriter;
import dev.millrace.stack.StackFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verifier calls equal, and what it must not. A database of its own: it looks at the whole schema public. */
@ExtendWith(SharedStack.class)
final class VerifierTest {
    private static final String DATABASE = "verifier_test";
    private static final SourceTable THING = new SourceTable(
            "BANK",
            "THING",
            List.of(
                    new SourceColumn("ID", new ColumnKind.Decimal(9, 0)),
                    new SourceColumn("NAME", new ColumnKind.Text(20)),
                    new SourceColumn("AMOUNT", new ColumnKind.Decimal(7, 2))),
            List.of("ID"));

    @TempDir
    Path directory;

    private OneTable database;
    private StackFile.Postgres postgres;
    private Path truth;

    @BeforeEach
    void twoRows(StackFile stack) throws Exception {
        OneTable server = new OneTable(stack, "none");
        String there = "SELECT datname FROM pg_database WHERE datname = '" + DATABASE + "'";
        if (server.query(there).isEmpty()) {
            server.execute("CREATE DATABASE " + DATABASE);
        }
        postgres = ofDatabase(stack.postgres());
        database = new OneTable(StackFile.of(stack.kafka(), postgres), "none");
        database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        database.execute("CREATE TABLE thing (id numeric(9,0) PRIMARY KEY, name varchar(20), amount numeric(7,2))");
        database.execute("INSERT INTO thing VALUES (1, 'one', 1.50), (2, '', -0.05)");
        TrueState state = new TrueState(List.of(THING));
        state.apply(new RowChange.Insert(row("1", "one", "1.50")));
        state.apply(new RowChange.Insert(row("2", "", "-0.05")));
        truth = directory.resolve("truth.jsonl");
        TruthWriter.write(state, truth);
    }

    @Test
    void equal_is_equal() {
        assertEquals(new Verification(2, 0, List.of()), compare());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UPDATE thing SET amount = 'NaN' WHERE id = 1 | thing 1: amount is \"NaN\", at the source \"1.50\"",
                "UPDATE thing SET amount = 1.51 WHERE id = 1 | thing 1: amount is \"1.51\", at the source \"1.50\"",
                "UPDATE thing SET amount = NULL WHERE id = 2 | thing 2: amount is NULL, at the source \"-0.05\"",
                "UPDATE thing SET name = NULL WHERE id = 2 | thing 2: name is NULL, at the source \"\"",
                "UPDATE thing SET name = 'NULL' WHERE id = 2 | thing 2: name is \"NULL\", at the source \"\"",
                "UPDATE thing SET name = ' one' WHERE id = 1 | thing 1: name is \" one\", at the source \"one\"",
                "UPDATE thing SET name = 'one ' WHERE id = 1 | thing 1: name is \"one \", at the source \"one\"",
                "DELETE FROM thing WHERE id = 2 | thing 2: missing in the target",
                "INSERT INTO thing VALUES ('NaN', '', 0) | thing NaN: in the target, but not at the source",
                "ALTER TABLE thing ADD COLUMN note text | thing: column note is in the target, but not at the source",
                "ALTER TABLE thing ALTER COLUMN name TYPE text"
                        + " | thing: column name is of type text, not character varying(20)",
                "ALTER TABLE thing ALTER COLUMN amount TYPE numeric(9,2)"
                        + " | thing: column amount is of type numeric(9,2), not numeric(7,2)",
                "CREATE TABLE other () | other: a table in the target, but not at the source",
                "CREATE VIEW other AS SELECT 1 | other: a table in the target, but not at the source"
            })
    void one_change_behind_its_back_is_one_named_difference(String sql, String difference) throws Exception {
        database.execute(sql);
        Verification found = compare();
        assertEquals(List.of(difference), found.first());
        StringWriter printed = new StringWriter();
        VerifyCommand.print(TargetKind.POSTGRES, found, new PrintWriter(printed));
        assertTrue(printed.toString().startsWith("NOT equal: PostgreSQL, 1 difference in "), printed::toString);
    }

    @Test
    void a_value_is_compared_as_the_database_spells_it() throws Exception {
        database.execute("ALTER TABLE thing ALTER COLUMN amount TYPE text USING ' ' || amount || ' '");
        assertEquals(
                List.of(
                        "thing: column amount is of type text, not numeric(7,2)",
                        "thing 1: amount is \" 1.50 \", at the source \"1.50\"",
                        "thing 2: amount is \" -0.05 \", at the source \"-0.05\""),
                compare().first());
    }

    @Test
    void money_is_no_number() throws Exception {
        database.execute("ALTER TABLE thing ALTER COLUMN amount TYPE money");
        assertEquals(
                "thing: column amount is of type money, not numeric(7,2)",
                compare().first().get(0));
    }

    @Test
    void a_missing_column_and_a_missing_table_are_differences_with_all_their_rows() throws Exception {
        database.execute("ALTER TABLE thing DROP COLUMN amount");
        assertEquals(
                List.of(
                        "thing: column amount is missing in the target",
                        "thing 1: amount is NULL, at the source \"1.50\"",
                        "thing 2: amount is NULL, at the source \"-0.05\""),
                compare().first());
        database.execute("DROP TABLE thing");
        Verification none = compare();
        assertEquals(0, none.rows());
        assertEquals(3, none.differences());
        assertEquals("thing: the table is missing in the target", none.first().get(0));
    }

    private Verification compare() {
        return Verifier.compare(Truth.read(truth), TargetKind.POSTGRES, StackFile.of(postgres));
    }

    private static SourceRow row(String id, String name, String amount) {
        return SourceRow.of(THING, Arrays.asList(new BigDecimal(id), name, new BigDecimal(amount)));
    }

    private static StackFile.Postgres ofDatabase(StackFile.Postgres server) {
        return new StackFile.Postgres(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + DATABASE,
                server.host(),
                server.port(),
                DATABASE,
                server.user(),
                server.password(),
                server.pid());
    }
}
