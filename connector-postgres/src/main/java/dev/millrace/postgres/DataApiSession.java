package dev.millrace.postgres;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.rdsdata.model.Field;
import software.amazon.awssdk.services.rdsdata.model.SqlParameter;

/**
 * Transactions through the Data API, each over whatever connection the service takes for it. All of them with one server: what another
 * one answers, or the same after a restart, is a lost connection. For one thread at a time.
 */
final class DataApiSession implements SqlSession {
    private final RdsDataClient client;
    private final DataApiServer cluster;
    private final String beginSql;
    private @Nullable String transaction;
    /** When the server started that the first transaction found. */
    private @Nullable String server;

    /** @param beginSql sets up each transaction, and answers with what tells a server from others */
    DataApiSession(RdsDataClient client, DataApiServer cluster, String beginSql) {
        this.client = client;
        this.cluster = cluster;
        this.beginSql = beginSql;
    }

    @Override
    public List<SqlRow> query(String sql, List<Parameter> parameters) throws SQLException {
        return rows(run(NamedParameters.in(sql), named(parameters)));
    }

    @Override
    public List<SqlRow> query(String sql) throws SQLException {
        return rows(run(sql, List.of()));
    }

    @Override
    public int update(String sql, List<Parameter> parameters) throws SQLException {
        return run(NamedParameters.in(sql), named(parameters))
                .numberOfRecordsUpdated()
                .intValue();
    }

    @Override
    public void execute(String sql) throws SQLException {
        run(sql, List.of());
    }

    @Override
    public void commit() throws SQLException {
        String id = transaction;
        if (id != null) {
            // Whatever comes of it: nothing more can be done in it.
            transaction = null;
            call(() -> client.commitTransaction(request -> request.resourceArn(cluster.resourceArn())
                    .secretArn(cluster.secretArn())
                    .transactionId(id)));
        }
    }

    @Override
    public void rollback() throws SQLException {
        String id = transaction;
        if (id == null) {
            return;
        }
        transaction = null;
        try {
            call(() -> client.rollbackTransaction(request -> request.resourceArn(cluster.resourceArn())
                    .secretArn(cluster.secretArn())
                    .transactionId(id)));
        } catch (SQLException error) {
            if (!SqlStateClassifier.code(error).equals(DataApiErrors.TRANSACTION_NOT_FOUND)) {
                throw error;
            }
        }
    }

    @Override
    public void discard() {
        // There is no connection to keep.
    }

    @Override
    public void close() throws SQLException {
        rollback();
    }

    private ExecuteStatementResponse run(String sql, List<SqlParameter> parameters) throws SQLException {
        String id = transaction;
        return execute(id == null ? begin() : id, sql, parameters);
    }

    private String begin() throws SQLException {
        String id = call(() -> client.beginTransaction(request -> request.resourceArn(cluster.resourceArn())
                        .secretArn(cluster.secretArn())
                        .database(cluster.database())))
                .transactionId();
        transaction = id;
        String found = rows(execute(id, beginSql, List.of())).get(0).text(1);
        if (server != null && !server.equals(found)) {
            rollback();
            throw new SQLException("another server answers", "08006");
        }
        server = found;
        return id;
    }

    private ExecuteStatementResponse execute(String id, String sql, List<SqlParameter> parameters) throws SQLException {
        ExecuteStatementRequest request = ExecuteStatementRequest.builder()
                .resourceArn(cluster.resourceArn())
                .secretArn(cluster.secretArn())
                .transactionId(id)
                .sql(sql)
                .parameters(parameters)
                .build();
        return call(() -> client.executeStatement(request));
    }

    private interface Call<A> {
        A make();
    }

    private static <A> A call(Call<A> call) throws SQLException {
        try {
            return call.make();
        } catch (SdkException error) {
            throw DataApiErrors.of(error);
        }
    }

    private static List<SqlParameter> named(List<Parameter> parameters) {
        List<SqlParameter> named = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            named.add(SqlParameter.builder()
                    .name(NamedParameters.name(i + 1))
                    .value(field(parameters.get(i)))
                    .build());
        }
        return named;
    }

    private static Field field(Parameter parameter) {
        if (parameter instanceof Parameter.Text text) {
            return Field.fromStringValue(text.text());
        }
        if (parameter instanceof Parameter.Whole whole) {
            return Field.fromLongValue(whole.number());
        }
        throw new IllegalArgumentException("the Data API takes no arrays");
    }

    private static List<SqlRow> rows(ExecuteStatementResponse response) {
        return response.records().stream()
                .map(record -> {
                    List<@Nullable Object> values = new ArrayList<>(record.size());
                    record.forEach(field -> values.add(value(field)));
                    return new SqlRow(values);
                })
                .toList();
    }

    private static @Nullable Object value(Field field) {
        return switch (field.type()) {
            case IS_NULL -> null;
            case BOOLEAN_VALUE -> field.booleanValue();
            case LONG_VALUE -> field.longValue();
            case STRING_VALUE -> field.stringValue();
            case BLOB_VALUE -> field.blobValue().asByteArray();
            default -> throw new IllegalStateException("an answer of type " + field.type());
        };
    }
}
