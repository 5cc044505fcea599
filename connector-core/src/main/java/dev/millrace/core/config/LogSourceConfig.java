package dev.millrace.core.config;

/**
 * Of formats that several databases have, whose places in the log order the changes.
 *
 * @param withoutSchema what a record is that does not say what its values mean
 */
public record LogSourceConfig(Engine engine, WithoutSchema withoutSchema) {

    /** The database that the changes come from. */
    public enum Engine {
        DB2,
        SQLSERVER,
        POSTGRESQL,
        MYSQL
    }

    /** Whether values are text that needs no schema. */
    public enum WithoutSchema {
        STOP,
        TEXT
    }

    static LogSourceConfig read(ConfigReader reader) {
        return new LogSourceConfig(
                reader.choice(
                        "format.engine",
                        Engine.DB2,
                        "Only with `debezium`. The database that the connector reads: whose places in the log order the changes."
                                + " `mysql` is MariaDB too."),
                reader.choice(
                        "format.without-schema",
                        WithoutSchema.STOP,
                        "Only with `debezium`. What a record without its schema is: `stop` asks for the schema; `text` declares that"
                                + " the connector writes every value as text that needs none, see [formats.md](formats.md#debezium)."));
    }
}
