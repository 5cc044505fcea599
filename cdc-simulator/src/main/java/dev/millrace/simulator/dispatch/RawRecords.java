package dev.millrace.simulator.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.simulator.source.StoreClock;
import dev.millrace.simulator.unit.CapturedChange;
import java.util.HexFormat;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the records of raw topics; {@code docs/raw.md} has their headers. Stateless. */
final class RawRecords {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private RawRecords() {}

    static ProducerRecord<byte[], byte[]> record(OutgoingChange outgoing) {
        CapturedChange change = outgoing.change();
        RecordHeaders headers = new RecordHeaders();
        headers.add("cdc-object", text(change.object()));
        headers.add("cdc-operation", text(String.valueOf(change.kind().code())));
        headers.add("cdc-token", text(HEX.toHexDigits(outgoing.header().stck())));
        headers.add("cdc-ordinal", text(Long.toUnsignedString(outgoing.ordinal())));
        headers.add("cdc-unit-of-work", text(HEX.toHexDigits(outgoing.header().unit())));
        headers.add("cdc-position", text(HEX.toHexDigits(outgoing.header().position())));
        headers.add(
                "cdc-commit-time",
                text(StoreClock.instantOf(outgoing.header().stck()).toString()));
        headers.add("cdc-schema", text(change.schema()));
        if (change.kind().hasBefore() && change.kind().hasAfter()) {
            headers.add("cdc-before", change.before());
        }
        if (change.parentKey().length > 0) {
            headers.add("cdc-parent-key", change.parentKey());
        }
        return new ProducerRecord<>(outgoing.object().topic(), null, null, outgoing.key(), change.image(), headers);
    }

    private static byte[] text(String text) {
        return text.getBytes(UTF_8);
    }
}
