package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The CQL of one table. */
class TableStatementsTest {
    private final MappedTable table = Tables.mapped(
            "Account", List.of("branch", "id"), "id bigint", "branch char(4)", "balance numeric(12,2)", "order text");

    @Test
    void aTableIsCreatedWithItsVersionAndItsFlag() {
        assertEquals(
                "CREATE TABLE IF NOT EXISTS bank.\"Account\" (id bigint, branch text, balance decimal, \"order\" text,"
                        + " millrace_version blob, millrace_deleted boolean, PRIMARY KEY ((branch), id))",
                table.definition().cql());
    }

    @Test
    void everyStatementHasItsConditionAndNoTimestamp() {
        TableStatements statements = new TableStatements(table);
        assertEquals(
                "INSERT INTO bank.\"Account\" (id, branch, balance, \"order\", millrace_version, millrace_deleted) VALUES"
                        + " (?, ?, ?, ?, ?, ?) IF NOT EXISTS",
                statements.cql(Statement.INSERT));
        assertEquals(
                "UPDATE bank.\"Account\" SET balance = ?, \"order\" = ?, millrace_version = ?, millrace_deleted = ? WHERE"
                        + " branch = ? AND id = ? IF millrace_version < ?",
                statements.cql(Statement.UPDATE));
        assertEquals(
                "UPDATE bank.\"Account\" SET balance = ?, \"order\" = ?, millrace_version = ?, millrace_deleted = ? WHERE"
                        + " branch = ? AND id = ? IF millrace_version = null",
                statements.cql(Statement.ADOPT));
        assertEquals("SELECT millrace_version FROM bank.\"Account\" WHERE branch = ? AND id = ?", statements.held());
    }
}
