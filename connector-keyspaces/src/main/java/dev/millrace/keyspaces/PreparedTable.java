package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.RowKey;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.TargetException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One table's statements, prepared: none of them is ever retried by the driver. Safe for all threads. */
final class PreparedTable {
    private final CqlSession session;
    private final MappedTable table;
    private final TableStatements statements;
    private final Map<Statement, PreparedStatement> writes = new EnumMap<>(Statement.class);
    private final PreparedStatement held;
    private final PreparedStatement any;
    private final DefaultConsistencyLevel reads;

    /** @param reads with which a read sees what a conditional write did */
    PreparedTable(CqlSession session, MappedTable table, DefaultConsistencyLevel reads) {
        this.session = session;
        this.table = table;
        this.statements = new TableStatements(table);
        for (Statement statement : Statement.values()) {
            writes.put(statement, session.prepare(statements.cql(statement)));
        }
        this.held = session.prepare(statements.held());
        this.any = session.prepare(statements.any());
        this.reads = reads;
    }

    MappedTable table() {
        return table;
    }

    CompletionStage<Answer> write(Statement statement, EncodedRow row) {
        return session.executeAsync(bound(statement, row)).thenApply(this::answer);
    }

    private BoundStatement bound(Statement statement, EncodedRow row) {
        PreparedStatement prepared = writes.get(statement);
        if (prepared == null) {
            throw new IllegalStateException("not prepared: " + statement);
        }
        BoundStatementBuilder bound = prepared.boundStatementBuilder();
        int marker = 0;
        for (int column : statements.before(statement)) {
            bound = bound.setBytesUnsafe(marker++, row.value(column));
        }
        bound = bound.setBytesUnsafe(marker++, row.version()).setBoolean(marker++, row.deleted());
        for (int column : statements.after(statement)) {
            bound = bound.setBytesUnsafe(marker++, row.value(column));
        }
        if (statement == Statement.UPDATE) {
            bound = bound.setBytesUnsafe(marker, row.version());
        }
        return bound.build();
    }

    /** A refusal has the row's version beside {@code [applied]}, unless there is no row. */
    private Answer answer(AsyncResultSet result) {
        if (result.wasApplied()) {
            return Answer.APPLIED;
        }
        Row row = result.one();
        return Answer.refused(row == null ? Optional.empty() : version(row));
    }

    private Optional<ChangeVersion> version(Row row) {
        return versionBytes(row).map(this::version);
    }

    private static Optional<ByteBuffer> versionBytes(Row row) {
        return row.getColumnDefinitions().contains(VersionColumns.VERSION)
                ? Optional.ofNullable(row.getBytesUnsafe(VersionColumns.VERSION))
                : Optional.empty();
    }

    /** @throws TargetException where somebody else wrote it: versions of two widths do not compare */
    private ChangeVersion version(ByteBuffer held) {
        if (held.remaining() != table.defined().versionBytes()) {
            throw new TargetException(FailureKind.FATAL, ProblemCode.VERSION_WIDTH_DIFFERS.name());
        }
        byte[] bytes = new byte[held.remaining()];
        held.duplicate().get(bytes);
        return ChangeVersion.ofBytes(bytes);
    }

    /** @throws TargetException of kind {@code POISON} where no row can have this key: to ask for it would be refused */
    CompletionStage<Optional<ChangeVersion>> held(RowKey key) {
        EncodedRow wanted = EncodedRow.of(table, key);
        RowLimits.ofKey(table, wanted).ifPresent(code -> {
            throw new TargetException(FailureKind.POISON, code);
        });
        BoundStatementBuilder bound = held.boundStatementBuilder();
        int marker = 0;
        for (int column : table.keyIndexes()) {
            bound = bound.setBytesUnsafe(marker++, wanted.value(column));
        }
        return session.executeAsync(bound.setConsistencyLevel(reads).build()).thenApply(result -> {
            Row row = result.one();
            return row == null ? Optional.<ChangeVersion>empty() : version(row);
        });
    }

    /** The bytes that the version of some row has, whoever wrote it; fails as any other statement on the table would. */
    CompletionStage<Optional<Integer>> any() {
        return session.executeAsync(any.bind()).thenApply(result -> {
            Row row = result.one();
            return row == null ? Optional.<Integer>empty() : versionBytes(row).map(ByteBuffer::remaining);
        });
    }
}
