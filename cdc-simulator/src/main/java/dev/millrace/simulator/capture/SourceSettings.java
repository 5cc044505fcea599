package dev.millrace.simulator.capture;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.simulator.generate.GeneratedObject;
import dev.millrace.simulator.replay.ReplayedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What makes the changes: the section {@code workload}. */
sealed interface SourceSettings {

    /** What a workload is made of. */
    enum Type {
        BANK,
        GENERATOR,
        REPLAY
    }

    /**
     * The bank.
     *
     * @param data its data sets; empty: the sample
     * @param revisions whether units of work touch rows more than once
     */
    record OfBank(Optional<Path> data, boolean revisions) implements SourceSettings {}

    /**
     * Random rows under copybooks.
     *
     * @param objects parents before children
     * @param skew Zipf's exponent of the hot rows
     * @param unitSize steps of a unit of work at most
     */
    record OfGenerator(List<GeneratedObject> objects, double skew, int unitSize) implements SourceSettings {}

    /**
     * Data sets, one after the other.
     *
     * @param unitSize changes of a unit of work at most
     */
    record OfReplay(List<ReplayedObject> objects, int unitSize) implements SourceSettings {}

    static SourceSettings read(ConfigReader reader) {
        Type type = reader.choice(
                "workload.type",
                Type.BANK,
                "`bank`: its data sets and their business; `generator`: random rows under copybooks; `replay`: data sets, and what has changed"
                        + " from each to the next.");
        return switch (type) {
            case BANK ->
                new OfBank(
                        data(reader),
                        reader.flag(
                                "workload.revisions", true, "Bank: whether units of work touch rows more than once."));
            case GENERATOR -> new OfGenerator(ObjectSettings.generated(reader), skew(reader), unitSize(reader));
            case REPLAY -> new OfReplay(ObjectSettings.replayed(reader), unitSize(reader));
        };
    }

    private static double skew(ConfigReader reader) {
        int percent = reader.whole(
                "workload.skew-percent",
                60,
                0,
                99,
                "Generator: how hot the hot rows are, a hundred times Zipf's exponent.");
        return percent / 100.0;
    }

    private static int unitSize(ConfigReader reader) {
        return reader.whole(
                "workload.unit-size",
                7,
                1,
                100_000,
                "Generator and replay: changes of a unit of work at most; a generated delete takes what is below it along.");
    }

    private static Optional<Path> data(ConfigReader reader) {
        Optional<Path> data = reader.optional(
                        "workload.data",
                        "/data/carddemo",
                        "Bank: a directory with pairs of NAME.PS and NAME.cpy; without it the sample.")
                .map(Path::of);
        if (data.isPresent() && !Files.isDirectory(data.get())) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    "workload.data",
                    "there is no directory " + data.get(),
                    "mount it there, or name its path");
        }
        return data;
    }
}
