package dev.millrace.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.Occurs;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumn.Presence;
import java.util.List;

/** A row as a JSON object, by the JSON Schema of 2020-12. */
final class JsonSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RecordTable table;

    JsonSchema(RecordTable table) {
        this.table = table;
    }

    ObjectNode schema() {
        ObjectNode schema = NODES.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", table.record());
        return schema.setAll(object(table.columns()));
    }

    private static ObjectNode object(List<RecordColumn> columns) {
        ObjectNode object = NODES.objectNode().put("type", "object");
        ObjectNode properties = object.putObject("properties");
        ArrayNode required = object.putArray("required");
        for (RecordColumn column : columns) {
            ObjectNode element = column.item() instanceof ElementItem field
                    ? type(FieldType.of(field))
                    : object(column.fields().orElseThrow().columns());
            ObjectNode value = RecordTable.isTable(column) ? array(column, element) : element;
            properties.set(column.name(), column.presence() == Presence.ALWAYS ? value : orNull(value));
            required.add(column.name());
        }
        return object.put("additionalProperties", false);
    }

    private static ObjectNode orNull(ObjectNode type) {
        String name = type.path("type").asText();
        type.putArray("type").add(name).add("null");
        return type;
    }

    private static ObjectNode array(RecordColumn column, ObjectNode element) {
        Occurs occurs = column.item().occurs();
        int least = occurs instanceof Occurs.Depending depending ? depending.least() : occurs.times();
        ObjectNode array = NODES.objectNode().put("type", "array");
        array.set("items", element);
        return array.put("minItems", least).put("maxItems", occurs.times());
    }

    private static ObjectNode type(FieldType type) {
        if (type instanceof FieldType.Text text) {
            return NODES.objectNode().put("type", "string").put("maxLength", text.length());
        }
        if (type instanceof FieldType.Real) {
            return NODES.objectNode().put("type", "number");
        }
        FieldType.Decimal number = (FieldType.Decimal) type;
        return NODES.objectNode()
                .put("type", number.scale() == 0 ? "integer" : "number")
                .put("minimum", number.least())
                .put("maximum", number.most());
    }
}
