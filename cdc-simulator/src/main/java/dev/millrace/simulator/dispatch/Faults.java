package dev.millrace.simulator.dispatch;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.simulator.delivery.DeliveryFaults;

/**
 * What goes wrong on purpose.
 *
 * @param delivery copies, replays and late records
 * @param corrupt the share of the records, 0 to 0.5, beside which a damaged copy is sent
 * @param disconnects the share of the parts, 0 to 0.5, after which the connection is cut
 */
record Faults(DeliveryFaults delivery, double corrupt, double disconnects) {
    private static final int DUPLICATE_WINDOW = 20;
    private static final int LONGEST_CHUNK = 60;
    private static final int LATE_WINDOW = 200;
    private static final int MOST = 500;
    private static final double THOUSAND = 1000;

    static Faults read(ConfigReader reader) {
        long seed = reader.whole("faults.seed", 1, 0, Integer.MAX_VALUE, "The same seed makes the same faults.");
        DeliveryFaults delivery = new DeliveryFaults(
                seed,
                share(
                        reader,
                        "duplicates",
                        "Share of the records that is sent twice, the copy up to 20 records later."),
                DUPLICATE_WINDOW,
                share(reader, "replays", "Share of the records that is sent again later, in chunks of up to 60."),
                LONGEST_CHUNK,
                share(reader, "late", "Share of the records that is overtaken by up to 200 others, of any key."),
                LATE_WINDOW,
                1);
        return new Faults(
                delivery,
                share(reader, "corrupt", "Share of the records beside which a damaged copy is sent."),
                share(reader, "disconnects", "Share of the parts after which the connection is cut."));
    }

    private static double share(ConfigReader reader, String fault, String meaning) {
        return reader.whole("faults." + fault + "-per-thousand", 0, 0, MOST, meaning) / THOUSAND;
    }
}
