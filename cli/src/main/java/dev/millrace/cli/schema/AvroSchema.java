package dev.millrace.cli.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumn.Presence;
import java.util.List;

/** A row as a record of Avro, with numbers as its decimals. */
final class AvroSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RecordTable table;

    AvroSchema(RecordTable table) {
        this.table = table;
    }

    ObjectNode schema() {
        return record(name(table.record()), table.columns());
    }

    private static ObjectNode record(String name, List<RecordColumn> columns) {
        ObjectNode record = NODES.objectNode().put("type", "record").put("name", name);
        var fields = record.putArray("fields");
        for (RecordColumn column : columns) {
            ObjectNode field = fields.addObject().put("name", name(column.name()));
            field.put("doc", column.item().name());
            // The names of records are distinct in a schema: a table's has that of its record before it.
            ObjectNode element = column.item() instanceof ElementItem item
                    ? type(FieldType.of(item))
                    : record(
                            name + "_" + name(column.name()),
                            column.fields().orElseThrow().columns());
            ObjectNode type = RecordTable.isTable(column) ? array(element) : element;
            field.set("type", column.presence() == Presence.ALWAYS ? type : orNull(type));
        }
        return record;
    }

    private static ArrayNode orNull(ObjectNode type) {
        return NODES.arrayNode().add("null").add(type);
    }

    private static ObjectNode array(ObjectNode element) {
        return NODES.objectNode().put("type", "array").set("items", element);
    }

    private static ObjectNode type(FieldType type) {
        if (type instanceof FieldType.Decimal number) {
            return NODES.objectNode()
                    .put("type", "bytes")
                    .put("logicalType", "decimal")
                    .put("precision", number.precision())
                    .put("scale", number.scale());
        }
        return NODES.objectNode().put("type", type instanceof FieldType.Real ? "double" : "string");
    }

    /** Avro's names are letters, digits and underscores, and do not begin with a digit. */
    private static String name(String name) {
        String letters = name.replace('-', '_');
        return Character.isDigit(letters.charAt(0)) ? "_" + letters : letters;
    }
}
