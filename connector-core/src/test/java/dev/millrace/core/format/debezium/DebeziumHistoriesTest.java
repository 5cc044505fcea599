package dev.millrace.core.format.debezium;

import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.FormatContract;
import dev.millrace.core.format.KitTables;
import dev.millrace.core.format.Truncates;
import org.junit.jupiter.api.Nested;

/** Histories of every engine without schemas, and of one with them. */
class DebeziumHistoriesTest {
    private static final String TABLE = "BANK.KIT";

    private abstract static class Histories extends FormatContract {
        private final Format format;
        private final ChangeWriter writer;

        Histories(DebeziumEngine engine, ChangeWriter writer) {
            this.format = new DebeziumFormat(engine, Truncates.STOP, KitTables.named(TABLE, engine.kind()));
            this.writer = writer;
        }

        @Override
        protected String source() {
            return TABLE;
        }

        @Override
        protected Format format() {
            return format;
        }

        @Override
        protected ChangeWriter writer() {
            return writer;
        }

        @Override
        protected boolean changesKeysInOneRecord() {
            return false;
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
