package dev.millrace.cli;

import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A connector of one topic and one table, all named after one name. The configuration is YAML to be changed by the test.
 *
 * @param name also of the group and of the schema; unique among the tests
 */
public record OneTable(StackFile stack, String name) {
    static final String SOURCE = "BANK.THING";

    public String topic() {
        return name + ".changes";
    }

    public String deadLetters() {
        return topic() + "." + name + ".dlq";
    }

    public String table() {
        return name + ".thing";
    }

    public String yaml() {
        return """
                name: %s
                kafka:
                  bootstrap.servers: %s
                topics:
                  - %s
                format:
                  type: precisely-json
                  tags:
                    ordinal: ordinal
                target:
                  url: %s
                  user: %s
                  password: "%s"
                  auto-create: true
                observe:
                  host: 127.0.0.1
                  port: 0
                tables:
                  - source: %s
                    target: %s
                    key: [id]
                    columns:
                      - id numeric(9,0)
                      - name varchar(20)
                      - amount numeric(7,2)
                """.formatted(
                        name,
                        stack.kafka().bootstrapServers(),
                        topic(),
                        stack.postgres().jdbcUrl(),
                        stack.postgres().user(),
                        stack.postgres().password(),
                        SOURCE,
                        table());
    }

    /** The configuration for raw records, which have no tags. */
    public static String raw(String yaml) {
        return yaml.replace("precisely-json\n  tags:\n    ordinal: ordinal\n", "raw\n");
    }

    /** Writes a configuration and gives its path. */
    public static String write(Path directory, String yaml) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "connector-", ".yaml"), yaml)
                .toString();
    }

    /** All values that a query finds, by rows, the columns with a bar between them. */
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(found.getString(i)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    public List<String> rows() throws SQLException {
        return query("SELECT id, name, amount FROM " + table() + " ORDER BY id");
    }

    private Connection connect() throws SQLException {
        StackFile.Postgres postgres = stack.postgres();
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
