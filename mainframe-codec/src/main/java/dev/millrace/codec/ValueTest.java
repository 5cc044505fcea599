package dev.millrace.codec;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Whether the bytes of an item are one of some values: numbers by what they are, all else byte for byte as COBOL compares it. */
sealed interface ValueTest {

    /** Bytes of the item. */
    int length();

    /** A {@link FieldFault} where the bytes are no value of the item. */
    boolean holds(byte[] buffer, int position);

    /** A {@link FieldFault} where a value is of another kind than the item, or too long for it. */
    static ValueTest of(Item item, List<ValueRange> values, HostEncoding encoding) {
        if (item instanceof ElementItem element
                && (element.type() instanceof DataType.Numeric || element.type() instanceof DataType.FloatingPoint)) {
            return new OfNumbers(
                    ElementCodec.of(element.type(), encoding),
                    values.stream()
                            .map(range -> new Numbers(number(range.low()), number(range.high())))
                            .toList());
        }
        return new OfBytes(
                item.length(),
                values.stream()
                        .map(range ->
                                new Strings(bytes(item, range.low(), encoding), bytes(item, range.high(), encoding)))
                        .toList());
    }

    /** Values from one to another. */
    record Numbers(BigDecimal low, BigDecimal high) {}

    /** Values from one to another, each as long as the item. */
    final class Strings {
        private final byte[] low;
        private final byte[] high;

        Strings(byte[] low, byte[] high) {
            this.low = low;
            this.high = high;
        }

        boolean has(byte[] buffer, int position) {
            int end = position + low.length;
            return Arrays.compareUnsigned(buffer, position, end, low, 0, low.length) >= 0
                    && Arrays.compareUnsigned(buffer, position, end, high, 0, high.length) <= 0;
        }
    }

    record OfNumbers(ElementCodec codec, List<Numbers> values) implements ValueTest {
        @Override
        public int length() {
            return codec.length();
        }

        @Override
        public boolean holds(byte[] buffer, int position) {
            BigDecimal number = ((CobolValue.Decimal) codec.decode(buffer, position)).value();
            return values.stream()
                    .anyMatch(range -> number.compareTo(range.low()) >= 0 && number.compareTo(range.high()) <= 0);
        }
    }

    record OfBytes(int length, List<Strings> values) implements ValueTest {
        @Override
        public boolean holds(byte[] buffer, int position) {
            return values.stream().anyMatch(range -> range.has(buffer, position));
        }
    }

    private static BigDecimal number(Literal literal) {
        if (literal instanceof Literal.Decimal number) {
            return number.value();
        }
        if (literal instanceof Literal.Text text
                && LiteralParser.of(text.value().strip()).orElse(literal) instanceof Literal.Decimal number) {
            return number.value();
        }
        throw unfit("a value is no number, the item is one");
    }

    private static byte[] bytes(Item item, Literal literal, HostEncoding encoding) {
        byte[] bytes = new byte[item.length()];
        if (literal instanceof Literal.EveryByte every) {
            Arrays.fill(bytes, every.value());
        } else if (literal instanceof Literal.Bytes given) {
            Arrays.fill(bytes, CodePage.BLANK);
            byte[] value = HexFormat.of().parseHex(given.hex());
            if (value.length > bytes.length) {
                throw unfit("a value is longer than the item");
            }
            System.arraycopy(value, 0, bytes, 0, value.length);
        } else {
            DataType type =
                    item instanceof ElementItem element ? element.type() : new DataType.Text(bytes.length, false);
            ElementCodec.of(type, encoding).encode(CobolValue.text(text(literal, bytes.length)), bytes, 0);
        }
        return bytes;
    }

    private static String text(Literal literal, int length) {
        if (literal instanceof Literal.Repeated repeated) {
            return repeated.value().repeat(length).substring(0, length);
        }
        if (literal instanceof Literal.Decimal number) {
            // ZERO is all zeros in text.
            return number.value().signum() == 0
                    ? "0".repeat(length)
                    : number.value().toPlainString();
        }
        return ((Literal.Text) literal).value();
    }

    private static FieldFault unfit(String problem) {
        return new FieldFault(ErrorCode.CHOICE_INVALID, 0, problem, "give a value that the item can have");
    }
}
