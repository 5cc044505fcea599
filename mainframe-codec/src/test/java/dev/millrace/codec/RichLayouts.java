package dev.millrace.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random copybooks with everything that changes where bytes are: variable tables, shared bytes, slack bytes, all usages. */
final class RichLayouts {

    private static final List<String> ELEMENTS = List.of(
            "PIC X(%d)",
            "PIC X(%d) JUST",
            "PIC 9(%d)",
            "PIC S9(%d)V9",
            "PIC S9(%d) LEADING SEPARATE",
            "PIC S9(%d) COMP-3",
            "PIC 9(%d) COMP",
            "PIC S9(%d) COMP-5",
            "PIC N(%d)",
            "PIC 9(%d) NATIONAL",
            "PIC 9(%d)PP",
            "PIC 9(%d) BLANK WHEN ZERO",
            "COMP-1",
            "COMP-2",
            "PIC Z(%d)9.9");

    /** Level of the deepest groups. */
    private static final int DEEPEST = 20;

    private final Random random;
    private final List<String> lines = new ArrayList<>();
    private int names;
    /** SYNCHRONIZED items may not stand behind a table of variable length. */
    private boolean variable;

    private RichLayouts(Random random) {
        this.random = random;
    }

    static Copybook random(Random random) {
        RichLayouts layouts = new RichLayouts(random);
        layouts.lines.add("       01  REC.");
        layouts.items(5, true);
        return Copybook.parse("rich.cpy", String.join("\n", layouts.lines) + "\n");
    }

    private void items(int level, boolean mayVary) {
        for (int items = 1 + random.nextInt(4); items > 0; items--) {
            switch (random.nextInt(level > DEEPEST ? 5 : 9)) {
                case 0 -> shared(level);
                case 1 -> add(level, name("C"), "PIC S9(8) COMP" + (variable ? "" : " SYNC"));
                case 2 -> add(level, random.nextBoolean() ? "" : "FILLER", element());
                case 3 -> add(level, name("T"), element() + " OCCURS " + (1 + random.nextInt(3)));
                case 4, 5 -> add(level, name("F"), element());
                case 6 -> {
                    add(level, name("G"), random.nextInt(3) == 0 ? "OCCURS 2" : "");
                    boolean before = variable;
                    // An aligned item in a table whose occurrences vary is refused, so there is none.
                    variable = true;
                    items(level + 5, mayVary);
                    variable = before || mayVary;
                }
                default -> table(level, mayVary);
            }
        }
    }

    private void table(int level, boolean mayVary) {
        if (!mayVary) {
            add(level, name("F"), element());
            return;
        }
        String counter = name("N");
        int most = 1 + random.nextInt(4);
        add(level, counter, random.nextBoolean() ? "PIC 9" : "PIC S9(4) COMP");
        String occurs = "OCCURS " + random.nextInt(most + 1) + " TO " + most + " DEPENDING ON " + counter;
        variable = true;
        if (random.nextBoolean()) {
            add(level, random.nextInt(4) == 0 ? "" : name("T"), element() + "\n             " + occurs);
        } else {
            add(level, name("T"), occurs);
            items(level + 5, true);
        }
    }

    private void shared(int level) {
        String redefined = name("A");
        add(level, redefined, element());
        for (int more = 1 + random.nextInt(2); more > 0; more--) {
            if (level > DEEPEST || random.nextBoolean()) {
                add(level, name("R"), "REDEFINES " + redefined + " " + element());
            } else {
                add(level, random.nextBoolean() ? "FILLER" : name("R"), "REDEFINES " + redefined);
                boolean before = variable;
                variable = true;
                items(level + 5, false);
                variable = before;
            }
        }
    }

    private String element() {
        return String.format(ELEMENTS.get(random.nextInt(ELEMENTS.size())), 1 + random.nextInt(9));
    }

    private String name(String prefix) {
        return prefix + "-" + names++;
    }

    private void add(int level, String name, String clauses) {
        lines.add(String.format("           %02d %s", level, name));
        lines.add("               " + clauses + ".");
    }
}
