package dev.millrace.simulator.capture;

import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.generate.GeneratedObject;
import dev.millrace.simulator.generate.ObjectDescription;
import dev.millrace.simulator.generate.ObjectKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What makes the changes: the section {@code workload}. */
sealed interface SourceSettings {

    /** What a workload is made of. */
    enum Type {
        BANK,
        GENERATOR
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
     */
    record OfGenerator(List<GeneratedObject> objects, double skew) implements SourceSettings {}

    static SourceSettings read(ConfigReader reader) {
        Type type = reader.choice(
                "workload.type",
                Type.BANK,
                "`bank`: its data sets and their business; `generator`: random rows under copybooks.");
        return switch (type) {
            case BANK ->
                new OfBank(
                        data(reader),
                        reader.flag(
                                "workload.revisions", true, "Bank: whether units of work touch rows more than once."));
            case GENERATOR ->
                new OfGenerator(
                        objects(reader),
                        reader.whole(
                                        "workload.skew-percent",
                                        60,
                                        0,
                                        99,
                                        "Generator: how hot the hot rows are, a hundred times Zipf's exponent.")
                                / 100.0);
        };
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

    private static List<GeneratedObject> objects(ConfigReader reader) {
        List<GeneratedObject> objects = new ArrayList<>();
        List<String> items = reader.items("workload.objects");
        if (items.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    "workload.objects",
                    "there is none",
                    "list tables, segments and files, each with object, kind, copybook and key");
        }
        for (String item : items) {
            ObjectDescription description = new ObjectDescription(
                    reader.text(item + ".object", "IMS.CUSTOMER", "Generator: name of the table, segment or file."),
                    reader.choice(item + ".kind", ObjectKind.VSAM, "What keeps its rows."),
                    reader.requiredList(item + ".key", "[CUSTOMER_ID]", "Its key, without that of its parents."),
                    reader.optional(item + ".parent", "IMS.CUSTOMER", "IMS: the segment above it, listed before it."),
                    reader.whole(item + ".rows", 100, 0, 10_000_000, "Rows that it begins with."));
            Optional<Copybook> layout = copybook(
                    reader,
                    item + ".copybook",
                    Optional.of(reader.text(
                            item + ".copybook", "/etc/millrace/copybooks/CUSTOMER.cpy", "Layout of its records.")));
            Optional<String> parentFile = reader.optional(
                    item + ".parent-copybook",
                    "/etc/millrace/copybooks/ACCOUNT-PARENT.cpy",
                    "IMS: layout of its parents' keys, one after the other.");
            Optional<Copybook> parentLayout = copybook(reader, item + ".parent-copybook", parentFile);
            if (layout.isPresent() && reader.isSound(item)) {
                add(reader, item, description, layout.get(), parentLayout, objects);
            }
        }
        return objects;
    }

    private static void add(
            ConfigReader reader,
            String item,
            ObjectDescription description,
            Copybook layout,
            Optional<Copybook> parentLayout,
            List<GeneratedObject> objects) {
        try {
            objects.add(description.object(layout, parentLayout, objects));
        } catch (SimulatorException unfit) {
            reader.problem(ProblemCode.CONFIG_VALUE_INVALID, item, unfit.why(), unfit.fix());
        }
    }

    private static Optional<Copybook> copybook(ConfigReader reader, String key, Optional<String> file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Copybook.read(Path.of(file.get())));
        } catch (CodecException invalid) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID, key, invalid.place() + ": " + invalid.problem(), invalid.fix());
        } catch (IOException unreadable) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    key,
                    "the file " + file.get() + " cannot be read",
                    "mount it there, or name its path");
        }
        return Optional.empty();
    }
}
