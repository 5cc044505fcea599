package dev.millrace.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Random values that fit a described layout, in the form that decoding gives them. */
final class RandomValues {

    private final Random random;
    private final CodePage codePage;

    RandomValues(long seed, CodePage codePage) {
        this.random = new Random(seed);
        this.codePage = codePage;
    }

    CobolValue.Group group(Layouts.Branch branch) {
        Map<String, CobolValue> fields = new LinkedHashMap<>();
        for (Layouts.Node node : branch.children()) {
            if (!node.name().isEmpty()) {
                fields.put(node.name(), node.occurs() == 0 ? single(node) : table(node));
            }
        }
        return CobolValue.Group.of(fields);
    }

    private CobolValue table(Layouts.Node node) {
        return new CobolValue.Table(
                IntStream.range(0, node.occurs()).mapToObj(i -> single(node)).toList());
    }

    private CobolValue single(Layouts.Node node) {
        if (node instanceof Layouts.Branch branch) {
            return group(branch);
        }
        Layouts.Field field = ((Layouts.Leaf) node).field();
        if (field instanceof Layouts.NumberField number) {
            return CobolValue.number(number(number));
        }
        if (field instanceof Layouts.FloatField floating) {
            return floating(new DataType.FloatingPoint(floating.length()));
        }
        String text = text(field.length());
        return CobolValue.text(((Layouts.TextField) field).justified() ? text.stripLeading() : text);
    }

    /** What a random number of the hexadecimal format decodes to. */
    CobolValue floating(DataType.FloatingPoint type) {
        byte[] bytes = new byte[type.length()];
        random.nextBytes(bytes);
        return new FloatCodec(type, FloatFormat.IBM).decode(bytes, 0);
    }

    BigDecimal number(Layouts.NumberField field) {
        BigInteger limit = BigInteger.TEN.pow(field.digits());
        BigInteger unscaled = switch (random.nextInt(4)) {
            case 0 -> limit.subtract(BigInteger.ONE);
            case 1 -> BigInteger.valueOf(random.nextInt(5));
            default -> new BigInteger(limit.bitLength() + 8, random).mod(limit);
        };
        boolean negative = field.sign() != SignPlacement.UNSIGNED && random.nextBoolean();
        BigDecimal number = new BigDecimal(negative ? unscaled.negate() : unscaled, field.scale());
        return field.scale() < 0 ? number.setScale(0) : number;
    }

    /** Any characters of the code page, but no blank at the end. */
    String text(int length) {
        StringBuilder text = new StringBuilder();
        int size = random.nextInt(length + 1);
        while (text.length() < size) {
            List<Integer> candidates = List.of(random.nextInt(256), 0x40, 0xC1);
            text.append((char) codePage.character(
                    candidates.get(random.nextInt(candidates.size())).byteValue()));
        }
        return text.toString().replaceFirst(" +$", "");
    }
}
