package dev.millrace.core.format.raw;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.SourceHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever value and headers are, a record is read or rejected: any other exception would stop its partition for good. */
class RawFormatFuzzTest {
    private static final int INPUTS = 20_000;
    /** No rejection may name what a record says: its place is logged. */
    private static final Set<String> PLACES = Set.of(
            "value",
            "cdc-object",
            "cdc-operation",
            "cdc-token",
            "cdc-ordinal",
            "cdc-before",
            "cdc-parent-key",
            "CUSTOMER.ACCOUNT-ID",
            "ACCOUNT.ACCOUNT-ID",
            "ACCOUNT.AMOUNTS.BALANCE",
            "ACCOUNT.NAME",
            "ACCOUNT.PHONE(1)",
            "ACCOUNT.PHONE(2)",
            "ACCOUNT.CARD(1).CARD-NO",
            "ACCOUNT.CARD(1).HOLDER.SHORT",
            "ACCOUNT.CARD(2).CARD-NO",
            "ACCOUNT.CARD(2).HOLDER.SHORT");

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void anyBytesAndHeadersAreReadOrRejected() {
        List<KitRecord> valid = List.of(
                RawKit.ebcdic(
                        RawKit.ACCOUNT_42,
                        RawKit.change("IMS.ACCOUNT", "U", "cdc-parent-key=F0F0F7", "cdc-before=" + RawKit.ACCOUNT_42)),
                RawKit.json(
                        "{'ID':1,'NAMES':['x',{'y':null}]}", RawKit.change("BANK.CARD", "U", "cdc-before={'ID':1}")));
        RawFormat format = new RawFormat(RawKit.TABLES);
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            KitRecord input = mutated(valid.get(i % valid.size()));
            try {
                read += format.read(input).isPresent() ? 1 : 0;
            } catch (Rejection rejected) {
                assertTrue(PLACES.contains(rejected.place()), rejected.place());
            } catch (RuntimeException | StackOverflowError escaped) {
                throw new AssertionError("input " + i, escaped);
            }
        }
        assertTrue(read > INPUTS / 100 && read < INPUTS, "the mutations are too mild or too wild: " + read);
    }

    private KitRecord mutated(KitRecord record) {
        byte @Nullable [] value = record.value();
        List<SourceHeader> headers = new ArrayList<>(record.headers());
        int mutations = random.nextInt(1, 4);
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(headers.size());
            SourceHeader header = headers.get(at);
            switch (random.nextInt(12)) {
                case 0 -> headers.remove(at);
                case 1 -> headers.add(header);
                case 2 -> headers.set(at, new SourceHeader(header.name(), null));
                case 3 ->
                    headers.set(
                            at, new SourceHeader(header.name(), headers.get(0).value()));
                case 4, 5 -> headers.set(at, new SourceHeader(header.name(), mutated(header.value())));
                case 6 -> headers.set(at, new SourceHeader(header.name() + "-", header.value()));
                default -> value = mutated(value);
            }
            if (headers.isEmpty()) {
                return new KitRecord(value, headers);
            }
        }
        return new KitRecord(value, headers);
    }

    private byte @Nullable [] mutated(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            return HexFormat.of().parseHex("F0F0F7");
        }
        byte[] mutated = bytes.clone();
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> Arrays.copyOf(mutated, random.nextInt(mutated.length + 8));
            default -> mutated;
        };
    }
}
