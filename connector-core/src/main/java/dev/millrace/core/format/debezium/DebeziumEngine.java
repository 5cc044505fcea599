package dev.millrace.core.format.debezium;

import dev.millrace.core.format.LogPosition;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a database's changes say of their place in its log: fields of {@code source}. */
public enum DebeziumEngine {
    DB2("schema", Optional.empty()),
    SQLSERVER("schema", Optional.of("event_serial_no")),
    POSTGRESQL("schema", Optional.empty()),
    /** MariaDB too. */
    MYSQL("db", Optional.of("row"));

    private static final List<LogField> DB2_LOG =
            List.of(LogField.lsn("commit_lsn", 16), LogField.lsn("change_lsn", 16));
    private static final List<LogField> SQLSERVER_LOG =
            List.of(LogField.lsn("commit_lsn", 10), LogField.lsn("change_lsn", 10));
    private static final List<LogField> POSTGRESQL_LOG = List.of(LogField.number("lsn"));
    private static final List<LogField> MYSQL_LOG = List.of(LogField.fileNumber("file"), LogField.number("pos"));

    private static final String MARIADB = "mariadb";

    private final String owner;
    private final Optional<String> withinPosition;

    DebeziumEngine(String owner, Optional<String> withinPosition) {
        this.owner = owner;
        this.withinPosition = withinPosition;
    }

    /** The kind of the tokens. */
    public LogPosition kind() {
        return new LogPosition(position().stream().mapToInt(LogField::bytes).sum());
    }

    /** The field of {@code source} with the first part of a table's name. */
    String owner() {
        return owner;
    }

    /** The fields of {@code source} that are the place in the log together, the most significant first. */
    List<LogField> position() {
        return switch (this) {
            case DB2 -> DB2_LOG;
            case SQLSERVER -> SQLSERVER_LOG;
            case POSTGRESQL -> POSTGRESQL_LOG;
            case MYSQL -> MYSQL_LOG;
        };
    }

    /** The field of {@code source} that orders changes of one place; where there is none, no row has two. */
    Optional<String> withinPosition() {
        return withinPosition;
    }

    /**
     * The place in the log.
     *
     * @param texts of the fields of {@link #position()}, in their order
     * @return empty where one of them is malformed
     */
    Optional<byte[]> token(List<String> texts) {
        ByteBuffer token = ByteBuffer.allocate(kind().bytes());
        for (int i = 0; i < position().size(); i++) {
            Optional<byte[]> part = position().get(i).read(texts.get(i));
            if (part.isEmpty()) {
                return Optional.empty();
            }
            token.put(part.get());
        }
        return Optional.of(token.array());
    }

    /** As {@code format.engine} and {@code source.connector} name it. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @param connector as the field {@code source.connector} says it */
    static Optional<DebeziumEngine> named(String connector) {
        return connector.equals(MARIADB)
                ? Optional.of(MYSQL)
                : Arrays.stream(values())
                        .filter(engine -> engine.written().equals(connector))
                        .findFirst();
    }

    /** What makes the source log the rows before. */
    String fullRows() {
        return switch (this) {
            case POSTGRESQL -> "run ALTER TABLE … REPLICA IDENTITY FULL for the table at the source";
            case MYSQL -> "set binlog_row_image = FULL at the source";
            case DB2, SQLSERVER ->
                "take transformations that leave out columns or images out of the connector's transforms";
        };
    }
}
