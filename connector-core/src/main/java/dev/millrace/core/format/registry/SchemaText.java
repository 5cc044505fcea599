package dev.millrace.core.format.registry;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import java.util.List;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Reads schemas as registries keep them. */
public final class SchemaText {
    private static final String PLACE = "schema";

    private SchemaText() {}

    /**
     * @param referred schemas that it refers to, each after those that it refers to itself
     * @throws Rejection {@code UNDECODABLE}
     */
    public static Schema parsed(List<String> referred, String schema) throws Rejection {
        try {
            // The registry has taken the names and the defaults.
            Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
            referred.forEach(parser::parse);
            return parser.parse(schema);
        } catch (RuntimeException noSchema) {
            // The parser says it in several ways, null pointers among them.
            throw malformed();
        }
    }

    /** What the registry has is no Avro schema that can be understood. */
    public static Rejection malformed() {
        return new Rejection(RejectionReason.UNDECODABLE, PLACE);
    }
}
