package dev.millrace.core.format.debezium;

import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.Truncates;
import org.junit.jupiter.api.Nested;

/** Histories of every engine without schemas, and of one with them. */
class DebeziumHistoriesTest {
    private abstract static class Histories extends FormatContract {
        Histories(DebeziumEngine engine, ChangeWriter writer) {
            super(
                    new DebeziumFormat(
                            engine, WithoutSchema.TEXT, Truncates.STOP, KitTables.named(TABLE, engine.kind())),
                    writer,
                    KeyChanges.AS_DELETE_AND_INSERT);
        }
    }

    @Nested
    class OfDb2 extends Histories {
        OfDb2() {
            super(DebeziumEngine.DB2, new DebeziumWriter(DebeziumEngine.DB2));
        }
    }

    @Nested
    class OfSqlServer extends Histories {
        OfSqlServer() {
            super(DebeziumEngine.SQLSERVER, new DebeziumWriter(DebeziumEngine.SQLSERVER));
        }
    }

    @Nested
    class OfPostgreSql extends Histories {
        OfPostgreSql() {
            super(DebeziumEngine.POSTGRESQL, new DebeziumWriter(DebeziumEngine.POSTGRESQL));
        }
    }

    @Nested
    class OfMySql extends Histories {
        OfMySql() {
            super(DebeziumEngine.MYSQL, new DebeziumWriter(DebeziumEngine.MYSQL));
        }
    }

    @Nested
    class WithSchemas extends Histories {
        WithSchemas() {
            super(DebeziumEngine.DB2, new EnvelopedWriter(new DebeziumWriter(DebeziumEngine.DB2)));
        }
    }
}
