package dev.millrace.bench.postgres;

import dev.millrace.bench.sample.Keys;
import dev.millrace.bench.sample.ZipfRows;
import java.util.List;
import java.util.SplittableRandom;

/** What is changed, and in what table. */
enum Scenario {
    DISTINCT(Shape.ACCOUNT, "every change a row of its own"),
    ZIPF(Shape.ACCOUNT, "Zipf with exponent 0.99 over 100,000 rows"),
    WIDE(Shape.WIDE, "100 columns, every change a row of its own"),
    KEYS(Shape.KEYS, "keys of 4 columns and 200 bytes, every change a row of its own"),
    LARGE(Shape.ACCOUNT, "a table with ten times the rows, every change another row of them"),
    LATENCY(Shape.ACCOUNT, "2,000 changes/s, every change a row of its own");

    private static final double ZIPF_EXPONENT = 0.99;
    private static final int ZIPF_ROWS = 100_000;
    /** A prime: steps of it meet every row once, and neighbours long after each other. */
    private static final long STRIDE = 7_368_787;

    private final Shape shape;
    private final String description;

    Scenario(Shape shape, String description) {
        this.shape = shape;
        this.description = description;
    }

    Shape shape() {
        return shape;
    }

    String description() {
        return description;
    }

    /** Who is measured: where a pass takes long, those of whom there are goals. */
    List<Entrant> entrants() {
        return switch (this) {
            case DISTINCT, ZIPF -> List.of(Entrant.values());
            case WIDE, KEYS, LARGE -> List.of(Entrant.INLINE, Entrant.BARE, Entrant.DEBEZIUM);
            // The bare loop's rows come from no topic.
            case LATENCY ->
                List.of(Entrant.INLINE, Entrant.SIDECAR, Entrant.PLAIN, Entrant.DEBEZIUM, Entrant.DEBEZIUM_DEFAULTS);
        };
    }

    /** The scenario whose topics, database and best settings this one takes. */
    Scenario source() {
        return this == LATENCY ? DISTINCT : this;
    }

    /** The scenario in which an entrant's best setting is looked for: a sink that coalesces may want another one then. */
    Scenario trial(Entrant entrant) {
        return this == ZIPF && entrant.isDebezium() ? ZIPF : DISTINCT;
    }

    /** Rows that are in the table before, numbered from 0; where there are any, changes are of them. */
    int rowsBefore(PostgresOptions options) {
        return this == LARGE ? options.largeRows() : 0;
    }

    /** Rows that changes may be of: 0 to this. */
    int rows(PostgresOptions options) {
        return switch (this) {
            case ZIPF -> ZIPF_ROWS;
            case LARGE -> options.largeRows();
            default -> options.records();
        };
    }

    /** The row of each change, in their order. */
    Keys.Rows changes(PostgresOptions options) {
        SplittableRandom random = new SplittableRandom(options.seed());
        if (this == ZIPF) {
            ZipfRows zipf = new ZipfRows(ZIPF_ROWS, ZIPF_EXPONENT);
            return () -> zipf.next(random);
        }
        Keys.Rows each = Keys.DISTINCT.rows(random);
        int rows = rows(options);
        return () -> (int) (each.next() * STRIDE % rows);
    }
}
