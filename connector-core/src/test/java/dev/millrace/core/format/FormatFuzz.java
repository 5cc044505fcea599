package dev.millrace.core.format;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.change.Change;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whatever the bytes are, a JSON record is read or rejected: any other exception would stop its partition for good. And what is read
 * has no number that does not stand in the bytes, as text or as base64.
 */
public final class FormatFuzz {
    /** How many inputs; the whole number was run once. */
    public static final int INPUTS = Integer.getInteger("millrace.fuzz.inputs", 20_000);

    /** After every golden record. */
    private static final long RECORDED = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private static final List<byte[]> PIECES = List.of(
            ascii("1E999999999"),
            ascii("1E99999999999999"),
            ascii("9".repeat(1_500)),
            ascii("[".repeat(1_500)),
            ascii("\"x\":{\"y\":".repeat(1_200)),
            ascii("\\u"),
            ascii("\\ud800"),
            ascii("null"),
            ascii("{}"),
            ascii("\":\""),
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xFE, (byte) 0xFF},
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            new byte[4]);

    private static final Pattern TEXT = Pattern.compile("\"([A-Za-z0-9+/]+={0,2})\"");

    private final Format format;
    private final List<byte[]> valid;
    private final Set<String> places;
    private final SplittableRandom random = new SplittableRandom(1);

    /**
     * @param valid records, which are damaged
     * @param places all that a rejection may name: they are logged, so none comes from a record
     */
    public FormatFuzz(Format format, List<byte[]> valid, Set<String> places) {
        this.format = format;
        this.valid = List.copyOf(valid);
        this.places = places;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Fails where anything else than a change or a rejection comes of damaged records. */
    public void run() {
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutated();
            try {
                Optional<Change> change = format.read(new KitRecord(input, List.of(), RECORDED));
                if (change.isPresent()) {
                    read++;
                    Set<BigDecimal> written = numbers(input);
                    change.get().before().ifPresent(row -> requireWritten(row, written, input));
                    change.get().after().ifPresent(row -> requireWritten(row, written, input));
                }
            } catch (Rejection rejected) {
                assertTrue(places.contains(rejected.place()), rejected.place());
            } catch (SourceFault fault) {
                assertTrue(places.contains(fault.place()), fault.place());
            } catch (SchemaUnavailable | RuntimeException | StackOverflowError escaped) {
                throw new AssertionError("input " + i + ": " + HexFormat.of().formatHex(input), escaped);
            }
        }
        assertTrue(read > INPUTS / 100 && read < INPUTS, "the mutations are too mild or too wild: " + read);
    }

    private static Set<BigDecimal> numbers(byte[] input) {
        Set<BigDecimal> numbers = new HashSet<>();
        Matcher matcher = NUMBER.matcher(new String(input, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            parsed(matcher.group()).ifPresent(numbers::add);
        }
        return numbers;
    }

    /** The numbers whose digits stand as base64 in the bytes, at any scale. */
    private static Set<BigInteger> digits(byte[] input) {
        Set<BigInteger> digits = new HashSet<>();
        Matcher matcher = TEXT.matcher(new String(input, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            decoded(matcher.group(1)).ifPresent(digits::add);
        }
        return digits;
    }

    private static Optional<BigInteger> decoded(String base64) {
        try {
            return Optional.of(new BigInteger(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException noNumber) {
            return Optional.empty();
        }
    }

    /** Empty where Java cannot hold the exponent. */
    private static Optional<BigDecimal> parsed(String number) {
        try {
            return Optional.of(new BigDecimal(number));
        } catch (NumberFormatException beyondJava) {
            return Optional.empty();
        }
    }

    private static void requireWritten(Row row, Set<BigDecimal> written, byte[] input) {
        for (int i = 0; i < row.size(); i++) {
            if (row.value(i) instanceof Value.Decimal decimal) {
                BigDecimal number = decimal.number();
                assertTrue(
                        written.contains(number) || digits(input).contains(number.unscaledValue()),
                        () -> HexFormat.of().formatHex(input));
            }
        }
    }

    private byte[] mutated() {
        byte[] origin = valid.get(random.nextInt(valid.size()));
        byte[] bytes = origin;
        int mutations = random.nextInt(1, 4);
        for (int i = 0; i < mutations; i++) {
            int at = random.nextInt(bytes.length + 1);
            bytes = switch (random.nextInt(4)) {
                case 0 -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 20)), new byte[0]);
                case 1 -> spliced(bytes, at, at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> spliced(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt(256)});
                default -> spliced(bytes, at, at, Arrays.copyOf(origin, random.nextInt(origin.length)));
            };
            bytes = bytes.length == 0 ? origin : bytes;
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
        byte[] spliced = Arrays.copyOf(bytes, from + piece.length + bytes.length - to);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(bytes, to, spliced, from + piece.length, bytes.length - to);
        return spliced;
    }
}
