package dev.millrace.simulator.process;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.millrace.core.observe.Observed;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What a process of the pipeline shows of itself. A process that cannot go on ends with a message, so while it answers it is alive.
 *
 * @param facts names and values: numbers, texts or truth values; asked by any thread
 */
public record ProcessPages(PrometheusMeterRegistry registry, BooleanSupplier ready, Supplier<Map<String, Object>> facts)
        implements Observed {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public String metrics() {
        return registry.scrape();
    }

    @Override
    public String status() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            for (Map.Entry<String, Object> fact : facts.get().entrySet()) {
                json.writeFieldName(fact.getKey());
                if (fact.getValue() instanceof Long number) {
                    json.writeNumber(number);
                } else if (fact.getValue() instanceof Boolean flag) {
                    json.writeBoolean(flag);
                } else {
                    json.writeString(fact.getValue().toString());
                }
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public boolean isReady() {
        return ready.getAsBoolean();
    }
}
