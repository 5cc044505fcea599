package dev.millrace.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.simulator.source.ColumnKind;
import dev.millrace.simulator.source.SourceNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values of the source as DynamoDB gives them back: numbers exact, without zeros at the end of a fraction; NULL left out. */
final class DynamoDbAttributes {
    private static final String NUMBER = "N";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DynamoDbAttributes() {}

    /** What stands behind the type in an attribute. */
    static JsonNode content(ColumnKind kind, Object value) {
        if (value instanceof BigDecimal number) {
            return number(number);
        }
        if (value instanceof List<?> elements && kind instanceof ColumnKind.Array array) {
            ArrayNode list = JSON.arrayNode();
            elements.forEach(element -> list.add(attribute(array.element(), element)));
            return list;
        }
        if (value instanceof List<?> values && kind instanceof ColumnKind.Struct struct) {
            ObjectNode map = JSON.objectNode();
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i) != SourceNull.NULL) {
                    map.set(
                            struct.fields().get(i).name(),
                            attribute(struct.fields().get(i).kind(), values.get(i)));
                }
            }
            return canonical(map);
        }
        return TextNode.valueOf((String) value);
    }

    private static JsonNode attribute(ColumnKind kind, Object value) {
        String type = value instanceof BigDecimal
                ? NUMBER
                : value instanceof String ? "S" : kind instanceof ColumnKind.Array ? "L" : "M";
        return JSON.objectNode().set(type, content(kind, value));
    }

    private static JsonNode number(BigDecimal number) {
        return TextNode.valueOf(number.stripTrailingZeros().toPlainString());
    }

    /**
     * The same in one form: the fields of a map by name, since they have no order, and numbers within lists and maps without zeros at the
     * end, which DynamoDB Local, other than the service, leaves there.
     */
    static JsonNode canonical(JsonNode node) {
        if (node.isArray()) {
            ArrayNode list = JSON.arrayNode();
            node.forEach(element -> list.add(canonical(element)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), canonical(field)));
        ObjectNode map = JSON.objectNode();
        fields.forEach(map::set);
        return map;
    }

    private static JsonNode canonical(Map.Entry<String, JsonNode> field) {
        // Text is below a type only: what is in a map is an object.
        return field.getKey().equals(NUMBER) && field.getValue().isTextual()
                ? number(new BigDecimal(field.getValue().textValue()))
                : canonical(field.getValue());
    }
}
