package dev.millrace.bench.sample;

import java.util.random.RandomGenerator;

/** How the changes are spread over rows. */
public enum Keys {
    /** Every change has a row of its own: nothing can be coalesced. */
    DISTINCT("every change a row of its own"),
    /** A few rows take most of the changes, as accounts of a bank do. */
    ZIPF("Zipf with exponent 1 over 100,000 rows");

    private static final int ZIPF_ROWS = 100_000;

    private final String description;

    Keys(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }

    /** Numbers of rows, one a call, 0 and more. */
    public interface Rows {
        int next();
    }

    public Rows rows(RandomGenerator random) {
        if (this == DISTINCT) {
            return new Rows() {
                private int next;

                @Override
                public int next() {
                    return next++;
                }
            };
        }
        ZipfRows zipf = new ZipfRows(ZIPF_ROWS, 1);
        return () -> zipf.next(random);
    }
}
