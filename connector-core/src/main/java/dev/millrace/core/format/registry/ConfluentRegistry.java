package dev.millrace.core.format.registry;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.config.RegistryConfig;
import dev.millrace.core.format.SchemaUnavailable;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/** The API of Confluent's registry, which several products have. Schemas that refer to others are put together. */
public final class ConfluentRegistry implements SchemaRegistry {
    /** The API's code for an id that it does not have; another 404 is not of the API. */
    private static final BigDecimal NO_SUCH_SCHEMA = BigDecimal.valueOf(40_403);

    /** Schemas that one refers to, those that they refer to included. */
    private static final int MOST_REFERENCES = 200;

    private final String base;
    private final RegistryCalls calls;

    /** @throws dev.millrace.core.config.ConfigurationException where the certificates cannot be read */
    public ConfluentRegistry(URI url, RegistryConfig config) {
        this.base = url.toString();
        this.calls = new RegistryCalls(config);
    }

    @Override
    public Optional<Schema> schema(String id) throws Rejection, SchemaUnavailable {
        HttpResponse<byte[]> answer = calls.get(URI.create(base + "/schemas/ids/" + id));
        if (answer.statusCode() != RegistryCalls.OK) {
            if (code(answer).filter(code -> code.compareTo(NO_SUCH_SCHEMA) == 0).isPresent()) {
                return Optional.empty();
            }
            throw RegistryCalls.notTheApi(answer);
        }
        Row found = calls.body(answer);
        References references = new References();
        references.addAllOf(found);
        return Optional.of(SchemaText.parsed(references.schemas, avro(found)));
    }

    private Optional<BigDecimal> code(HttpResponse<byte[]> answer) throws SchemaUnavailable {
        return calls.body(answer).find("error_code").orElse(Value.Null.NULL) instanceof Value.Decimal number
                ? Optional.of(number.number())
                : Optional.empty();
    }

    /** The schemas that one refers to, in an order in which each knows those that it refers to. */
    private final class References {
        private final List<String> schemas = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();

        void addAllOf(Row found) throws Rejection, SchemaUnavailable {
            if (found.find("references").orElse(Value.Null.NULL) instanceof Value.Items items) {
                for (Value reference : items.values()) {
                    add(path(reference));
                }
            }
        }

        private void add(String path) throws Rejection, SchemaUnavailable {
            if (!seen.add(path)) {
                return;
            }
            HttpResponse<byte[]> answer = calls.get(URI.create(base + path));
            if (seen.size() > MOST_REFERENCES || answer.statusCode() != RegistryCalls.OK) {
                throw SchemaText.malformed();
            }
            Row found = calls.body(answer);
            addAllOf(found);
            schemas.add(avro(found));
        }
    }

    private static String path(Value reference) throws Rejection {
        if (reference instanceof Value.Fields fields
                && fields.row().find("subject").orElse(Value.Null.NULL) instanceof Value.Text subject
                && fields.row().find("version").orElse(Value.Null.NULL) instanceof Value.Decimal version
                && version.number().scale() == 0) {
            return "/subjects/"
                    + URLEncoder.encode(subject.text(), StandardCharsets.UTF_8).replace("+", "%20") + "/versions/"
                    + version.number().toPlainString();
        }
        throw SchemaText.malformed();
    }

    private static String avro(Row found) throws Rejection {
        boolean isAvro = found.find("schemaType").orElse(new Value.Text("AVRO")).equals(new Value.Text("AVRO"));
        if (isAvro && found.find("schema").orElse(Value.Null.NULL) instanceof Value.Text schema) {
            return schema.text();
        }
        throw SchemaText.malformed();
    }
}
