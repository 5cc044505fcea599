package dev.millrace.cli.schema;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.UncheckedIOException;

/** What a table can be written as. */
enum SchemaForm {
    /** PostgreSQL's CREATE TABLE. */
    DDL,
    AVRO,
    JSON_SCHEMA,
    /** An entry of a connector's {@code tables}. */
    CONFIG;

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .configure(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN, true);

    /** The text, with its last line end. */
    String text(RecordTable table) {
        return switch (this) {
            case DDL -> new PostgresDdl(table).text();
            case AVRO -> json(new AvroSchema(table).schema());
            case JSON_SCHEMA -> json(new JsonSchema(table).schema());
            case CONFIG -> new TableEntry(table).text();
        };
    }

    private static String json(JsonNode schema) {
        try {
            return JSON.writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
