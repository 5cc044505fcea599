package dev.millrace.cli.schema;

import java.util.ArrayList;
import java.util.List;

/** The comment before a starting point: what it is made of, and what is to be decided. For one thread. */
final class Advice {
    /** A copybook does not know what its text is. */
    static final String TYPES = "types: text that is a date or a time may be a date, time or timestamp";

    private final String mark;
    private final List<String> lines = new ArrayList<>();

    private Advice(String mark) {
        this.mark = mark;
    }

    /** @param mark that begins a comment, with a blank */
    static Advice of(RecordTable table, String mark) {
        Advice advice = new Advice(mark);
        advice.lines.add("A starting point, made of " + table.layout().names() + ". To decide:");
        String key = String.join(", ", table.key());
        return switch (table.keyChoice()) {
            case GIVEN -> advice;
            case ASSUMED ->
                advice.line("key: " + key
                        + " was taken only because it is the first field that can be one; --key names others");
        };
    }

    Advice line(String line) {
        lines.add("- " + line);
        return this;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(mark).append(line).append('\n'));
        return text.toString();
    }
}
