package dev.millrace.core.observe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /status} as JSON: who this is, and what the poll loop saw last. Reads nothing of the engine. Safe for all threads.
 *
 * @param started when the connector was
 */
public record StatusPage(String name, String version, String group, Instant started, Clock clock, Health health) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final double MILLIS_PER_SECOND = 1_000;

    /** The page as it is now. */
    String render() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("version", version);
            json.writeStringField("group", group);
            json.writeStringField("started", started.toString());
            json.writeNumberField("uptime_seconds", secondsSince(started));
            json.writeBooleanField("live", health.isAlive());
            json.writeBooleanField("ready", health.isReady());
            Optional<StatusSnapshot> seen = health.status();
            if (seen.isPresent()) {
                write(json, seen.get());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private double secondsSince(Instant then) {
        return Duration.between(then, clock.instant()).toMillis() / MILLIS_PER_SECOND;
    }

    private void write(JsonGenerator json, StatusSnapshot seen) throws IOException {
        json.writeStringField("at", seen.at().toString());
        json.writeNumberField("at_age_seconds", secondsSince(seen.at()));
        json.writeStringField("last_poll", seen.lastPoll().toString());
        json.writeNumberField("rebalances", seen.rebalances());
        json.writeNumberField("freshness_seconds", seen.freshnessSeconds());
        json.writeNumberField("lag_records", seen.lagRecords());
        json.writeNumberField("in_flight_polls", seen.inFlightPolls());
        text(json, "halted", seen.halted());
        json.writeObjectFieldStart("breaker");
        json.writeStringField("state", seen.breaker().state());
        text(json, "reason", seen.breaker().reason());
        text(json, "since", seen.breaker().since().map(Instant::toString));
        json.writeEndObject();
        json.writeArrayFieldStart("partitions");
        for (StatusSnapshot.Partition partition : seen.partitions()) {
            write(json, partition);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("tables");
        for (StatusSnapshot.Table table : seen.tables()) {
            json.writeStartObject();
            json.writeStringField("table", table.table());
            json.writeNumberField("applied_last_minute", table.applied());
            number(json, "p50_seconds", table.p50Seconds());
            number(json, "p99_seconds", table.p99Seconds());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, StatusSnapshot.Partition partition) throws IOException {
        json.writeStartObject();
        json.writeStringField("topic", partition.topic());
        json.writeNumberField("partition", partition.partition());
        json.writeNumberField("position", partition.position());
        json.writeNumberField("committed", partition.committed());
        json.writeNumberField("head", partition.head());
        if (partition.oldest().isPresent()) {
            StatusSnapshot.Unsettled oldest = partition.oldest().get();
            json.writeObjectFieldStart("oldest_unsettled");
            json.writeNumberField("offset", oldest.offset());
            json.writeNumberField("age_seconds", oldest.ageSeconds());
            json.writeEndObject();
        } else {
            json.writeNullField("oldest_unsettled");
        }
        json.writeNumberField("in_flight_records", partition.inFlightRecords());
        json.writeNumberField("in_flight_bytes", partition.inFlightBytes());
        if (partition.lagRecords().isPresent()) {
            json.writeNumberField("lag_records", partition.lagRecords().get());
        } else {
            json.writeNullField("lag_records");
        }
        text(json, "paused", partition.paused());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        } else {
            json.writeNullField(name);
        }
    }

    private static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}
