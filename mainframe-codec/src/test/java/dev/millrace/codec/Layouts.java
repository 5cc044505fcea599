package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random record layouts: a description of their own, from which tests compute what they expect. */
final class Layouts {

    static final List<String> CODE_PAGES =
            List.of("IBM037", "IBM273", "IBM500", "IBM1047", "IBM1140", "IBM1141", "IBM297", "IBM1026");

    /** One item of a described layout; the name is empty for FILLER. */
    sealed interface Node {
        String name();

        /** 0 for no OCCURS clause. */
        int occurs();
    }

    record Branch(String name, int occurs, List<Node> children) implements Node {}

    record Leaf(String name, int occurs, Field field) implements Node {}

    sealed interface Field {
        String clauses();

        int length();
    }

    record TextField(int length, boolean justified) implements Field {
        @Override
        public String clauses() {
            return "PIC X(" + length + ")" + (justified ? length % 2 == 0 ? " JUST" : " JUSTIFIED RIGHT" : "");
        }
    }

    /**
     * A number.
     *
     * @param sign UNSIGNED or TRAILING where the usage is not DISPLAY
     * @param blankWhenZero counts where it can
     */
    record NumberField(int digits, int scale, SignPlacement sign, Usage usage, boolean blankWhenZero) implements Field {

        boolean isBlankWhenZero() {
            return blankWhenZero && sign == SignPlacement.UNSIGNED && usage == Usage.DISPLAY;
        }

        @Override
        public String clauses() {
            String picture = picture();
            String stored = switch (usage) {
                case DISPLAY -> "";
                case PACKED -> digits % 2 == 0 ? " COMP-3" : " USAGE IS PACKED-DECIMAL";
                case BINARY -> digits % 2 == 0 ? " COMP" : " USAGE COMP-5";
                default -> throw new IllegalStateException("no usage of digits: " + usage);
            };
            return switch (sign) {
                case UNSIGNED -> "PIC " + picture + stored + (isBlankWhenZero() ? " BLANK WHEN ZERO" : "");
                case TRAILING -> "PIC S" + picture + stored;
                case LEADING -> "PIC S" + picture + " SIGN IS LEADING";
                case TRAILING_SEPARATE -> "PIC S" + picture + " TRAILING SEPARATE CHARACTER";
                case LEADING_SEPARATE -> "SIGN LEADING SEPARATE PICTURE IS S" + picture;
            };
        }

        private String picture() {
            if (scale < 0) {
                return "9(" + digits + ")P(" + -scale + ")";
            }
            if (scale > digits) {
                return (digits % 2 == 0 ? "V" : "") + "P(" + (scale - digits) + ")9(" + digits + ")";
            }
            String integer = digits == scale ? "" : "9(" + (digits - scale) + ")";
            return integer + (scale == 0 ? "" : scale < 4 ? "V" + "9".repeat(scale) : "V9(" + scale + ")");
        }

        @Override
        public int length() {
            return switch (usage) {
                case DISPLAY -> digits + (clauses().contains("SEPARATE") ? 1 : 0);
                case PACKED -> (digits + 2) / 2;
                case BINARY -> digits < 5 ? 2 : digits < 10 ? 4 : 8;
                default -> throw new IllegalStateException("no usage of digits: " + usage);
            };
        }
    }

    record FloatField(int length) implements Field {
        @Override
        public String clauses() {
            return length == 4 ? "COMP-1" : "USAGE IS COMPUTATIONAL-2";
        }
    }

    private Layouts() {}

    static Arbitrary<NumberField> numbers() {
        return Arbitraries.of(Usage.DISPLAY, Usage.PACKED, Usage.BINARY).flatMap(usage -> {
            Arbitrary<SignPlacement> signs = usage == Usage.DISPLAY
                    ? Arbitraries.of(SignPlacement.class)
                    : Arbitraries.of(SignPlacement.UNSIGNED, SignPlacement.TRAILING);
            int most = usage == Usage.BINARY ? 18 : 31;
            return Arbitraries.integers().between(1, most).flatMap(digits -> {
                int scaled = Math.min(6, 31 - digits);
                return Combinators.combine(
                                Arbitraries.integers().between(-scaled, digits + scaled),
                                signs,
                                Arbitraries.of(true, false))
                        .as((scale, sign, blank) -> new NumberField(digits, scale, sign, usage, blank));
            });
        });
    }

    static Arbitrary<Field> fields() {
        return Arbitraries.oneOf(
                numbers(),
                Arbitraries.of(4, 8).map(FloatField::new),
                Combinators.combine(Arbitraries.integers().between(1, 40), Arbitraries.of(true, false))
                        .as(TextField::new));
    }

    /** A record of one to five items, with groups up to four deep. */
    static Arbitrary<Branch> records() {
        return children(4).map(children -> new Branch("REC", 0, named(children)));
    }

    private static Arbitrary<List<Node>> children(int depth) {
        return node(depth).list().ofMinSize(1).ofMaxSize(5);
    }

    private static Arbitrary<Node> node(int depth) {
        Arbitrary<Integer> occurs = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(1, 4)));
        Arbitrary<String> names =
                Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just("F")), Tuple.of(1, Arbitraries.just("")));
        Arbitrary<Node> leaf = Combinators.combine(names, occurs, fields()).as(Leaf::new);
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<Node> branch = Combinators.combine(occurs, Arbitraries.lazy(() -> children(depth - 1)))
                .as((times, children) -> new Branch("G", times, named(children)));
        return Arbitraries.frequencyOf(Tuple.of(3, leaf), Tuple.of(1, branch));
    }

    /** The same items with names that are distinct among them. */
    private static List<Node> named(List<Node> nodes) {
        return IntStream.range(0, nodes.size())
                .<Node>mapToObj(i -> {
                    Node node = nodes.get(i);
                    String name = node.name().isEmpty() ? "" : node.name() + "-" + i;
                    return node instanceof Branch branch
                            ? new Branch(name, node.occurs(), branch.children())
                            : new Leaf(name, node.occurs(), ((Leaf) node).field());
                })
                .toList();
    }

    /** Source in fixed format; a style of 0 to 3 varies what does not matter. */
    static String source(Branch record, int style) {
        List<String> lines = new ArrayList<>();
        addSource(record, 1, style, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void addSource(Node node, int level, int style, List<String> lines) {
        String prefix = style % 2 == 0 ? "       " : String.format("%06d ", lines.size() * 100 % 1_000_000);
        String name = node.name().isEmpty() && style < 2 ? "FILLER" : node.name();
        String occurs = node.occurs() == 0 ? "" : " OCCURS " + node.occurs() + (style < 2 ? " TIMES" : "");
        if (style == 1) {
            lines.add("      * 05 COMMENT PIC X(7).");
        }
        lines.add(prefix + String.format("%02d %s%s", level, name, occurs) + (node instanceof Leaf ? "" : "."));
        if (node instanceof Leaf leaf) {
            lines.add(prefix + "    " + leaf.field().clauses() + ".");
        } else {
            for (Node child : ((Branch) node).children()) {
                addSource(child, level + (style == 3 ? 1 : 5), style, lines);
            }
        }
    }

    /** The owner of every byte of the record, as a path with subscripts: laid out byte for byte, not added up. */
    static List<String> bytes(Branch record) {
        List<String> bytes = new ArrayList<>();
        addBytes(record, "", bytes);
        return bytes;
    }

    private static void addBytes(Node node, String parent, List<String> bytes) {
        for (int i = 1; i <= Math.max(1, node.occurs()); i++) {
            String path = parent + "/" + node.name() + (node.occurs() == 0 ? "" : "(" + i + ")");
            if (node instanceof Leaf leaf) {
                for (int b = 0; b < leaf.field().length(); b++) {
                    bytes.add(path);
                }
            } else {
                for (Node child : ((Branch) node).children()) {
                    addBytes(child, path, bytes);
                }
            }
        }
    }
}
