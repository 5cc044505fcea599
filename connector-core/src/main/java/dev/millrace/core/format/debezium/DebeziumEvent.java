package dev.millrace.core.format.debezium;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.format.JsonEnvelope;
import dev.millrace.core.format.JsonEnvelope.JsonImage;
import dev.millrace.core.format.JsonEnvelope.JsonText;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a record has what is needed: at its top, or in the field {@code payload}. */
record DebeziumEvent(
        JsonImage before,
        JsonImage after,
        JsonText operation,
        JsonText connector,
        JsonText owner,
        JsonText table,
        List<JsonText> position,
        Optional<JsonText> ordinal,
        List<Clock> clocks) {
    static final String BEFORE = "before";
    static final String AFTER = "after";

    private static final String SOURCE = "source";

    /** Years 1 to 9999 in UTC, in seconds since 1970. */
    private static final long FIRST_SECOND =
            Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();

    private static final long LAST_SECOND =
            Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

    /** A field with a time as a number since 1970. */
    private record Clock(JsonText field, ChronoUnit unit) {}

    static DebeziumEvent of(JsonEnvelope envelope, DebeziumEngine engine, String... within) {
        return new DebeziumEvent(
                envelope.image(path(within, BEFORE)),
                envelope.image(path(within, AFTER)),
                envelope.text(path(within, "op")),
                envelope.text(path(within, SOURCE, "connector")),
                envelope.text(path(within, SOURCE, engine.owner())),
                envelope.text(path(within, SOURCE, "table")),
                engine.position().stream()
                        .map(field -> envelope.text(path(within, SOURCE, field.name())))
                        .toList(),
                engine.withinPosition().map(name -> envelope.text(path(within, SOURCE, name))),
                List.of(
                        new Clock(envelope.text(path(within, SOURCE, "ts_ns")), ChronoUnit.NANOS),
                        new Clock(envelope.text(path(within, SOURCE, "ts_us")), ChronoUnit.MICROS),
                        new Clock(envelope.text(path(within, SOURCE, "ts_ms")), ChronoUnit.MILLIS),
                        new Clock(envelope.text(path(within, "ts_ms")), ChronoUnit.MILLIS)));
    }

    private static String[] path(String[] within, String... names) {
        return Stream.concat(Stream.of(within), Stream.of(names)).toArray(String[]::new);
    }

    /** The table's name, the owner before a point. */
    Optional<String> tableName(JsonEnvelope.Read read) {
        return read.text(owner).flatMap(first -> read.text(table).map(second -> first + "." + second));
    }

    /**
     * When the source committed the change, by the finest of its clocks.
     *
     * @throws Rejection {@code UNDECODABLE}
     */
    Instant time(JsonEnvelope.Read read, SourceRecord record, SourceOrder order) throws Rejection {
        for (Clock clock : clocks) {
            Optional<String> reading = read.text(clock.field());
            if (reading.isPresent()) {
                return order.utc(instant(reading.get(), clock));
            }
        }
        return Instant.ofEpochMilli(record.timestampMillis());
    }

    private static Instant instant(String reading, Clock clock) throws Rejection {
        try {
            Instant instant = Instant.EPOCH.plus(Long.parseLong(reading), clock.unit());
            if (instant.getEpochSecond() >= FIRST_SECOND && instant.getEpochSecond() <= LAST_SECOND) {
                return instant;
            }
        } catch (NumberFormatException noNumber) {
            throw new Rejection(RejectionReason.UNDECODABLE, clock.field().name());
        }
        throw new Rejection(RejectionReason.UNDECODABLE, clock.field().name());
    }
}
