package dev.millrace.simulator.capture;

import dev.millrace.codec.dataset.RecordFormat;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.generate.GeneratedObject;
import dev.millrace.simulator.generate.ObjectDescription;
import dev.millrace.simulator.generate.ObjectKind;
import dev.millrace.simulator.replay.ReplayedObject;
import dev.millrace.simulator.source.RowLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The objects of a workload under copybooks: {@code workload.objects}. */
final class ObjectSettings {
    private static final String OBJECTS = "workload.objects";

    private final ConfigReader reader;
    private final String item;

    private ObjectSettings(ConfigReader reader, String item) {
        this.reader = reader;
        this.item = item;
    }

    /** Those of the generator, parents before children. */
    static List<GeneratedObject> generated(ConfigReader reader) {
        List<GeneratedObject> objects = new ArrayList<>();
        for (String item : items(reader)) {
            ObjectSettings settings = new ObjectSettings(reader, item);
            settings.generated(objects)
                    .filter(object ->
                            settings.isNew(object.name(), objects.stream().map(GeneratedObject::name)))
                    .ifPresent(objects::add);
        }
        return objects;
    }

    /** Those that are replayed. */
    static List<ReplayedObject> replayed(ConfigReader reader) {
        List<ReplayedObject> objects = new ArrayList<>();
        for (String item : items(reader)) {
            ObjectSettings settings = new ObjectSettings(reader, item);
            settings.replayed()
                    .filter(object -> settings.isNew(
                            object.table().objectName(),
                            objects.stream().map(before -> before.table().objectName())))
                    .ifPresent(objects::add);
        }
        return objects;
    }

    /** The rows of two objects of one name would be taken for those of one. */
    private boolean isNew(String name, Stream<String> before) {
        boolean isNew = before.noneMatch(name::equals);
        if (!isNew) {
            problem(item + ".object", "\"" + name + "\" is listed twice", "list each object once");
        }
        return isNew;
    }

    private static List<String> items(ConfigReader reader) {
        List<String> items = reader.items(OBJECTS);
        if (items.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    OBJECTS,
                    "there is none",
                    "list tables, segments and files, each with object, kind, copybook and key");
        }
        return items;
    }

    private Optional<GeneratedObject> generated(List<GeneratedObject> before) {
        ObjectDescription description = description(
                reader.optional(item + ".parent", "IMS.CUSTOMER", "IMS: the segment above it, listed before it."),
                reader.whole(item + ".rows", 100, 0, 10_000_000, "Generator: rows that it begins with."));
        Optional<String> file = file();
        Optional<String> parentFile = reader.optional(
                item + ".parent-copybook",
                "/etc/millrace/copybooks/ACCOUNT-PARENT.cpy",
                "IMS: layout of its parents' keys, one after the other.");
        return layout(LayoutSetting.readBelow(reader, item, file, parentFile))
                .flatMap(layout -> object(() -> description.generated(layout, before)));
    }

    private Optional<ReplayedObject> replayed() {
        ObjectDescription description = description(Optional.empty(), 0);
        RecordFormat format = reader.choice(
                item + ".recfm", RecordFormat.F, "Replay: how records follow each other, as with `millrace decode`.");
        List<Path> generations = generations();
        if (description.kind() == ObjectKind.IMS) {
            problem(item + ".kind", "a data set has no parents' keys", "write `vsam` or `db2`");
        }
        return layout(LayoutSetting.read(reader, item, file()))
                .flatMap(layout -> object(() -> description.object(layout, List.of())))
                .map(object -> new ReplayedObject(object.kind(), object.table(), object.layout(), generations, format));
    }

    private ObjectDescription description(Optional<String> parent, int rows) {
        return new ObjectDescription(
                reader.text(item + ".object", "IMS.CUSTOMER", "Name of the table, segment or file."),
                reader.choice(item + ".kind", ObjectKind.VSAM, "What keeps its rows."),
                reader.requiredList(item + ".key", "[CUSTOMER_ID]", "Its key, without that of its parents."),
                parent,
                rows);
    }

    private Optional<String> file() {
        return Optional.of(
                reader.text(item + ".copybook", "/etc/millrace/copybooks/CUSTOMER.cpy", "Layout of its records."));
    }

    /** Empty where something is wrong with the item, which is told. */
    private Optional<RowLayout> layout(LayoutSetting setting) {
        return reader.isSound(item) ? setting.layout() : Optional.empty();
    }

    private Optional<GeneratedObject> object(Supplier<GeneratedObject> described) {
        try {
            return Optional.of(described.get());
        } catch (SimulatorException unfit) {
            problem(item, unfit.why(), unfit.fix());
            return Optional.empty();
        }
    }

    /** A file, or the files of a directory in the order of their names. */
    private List<Path> generations() {
        String key = item + ".data";
        Optional<Path> given = reader.optional(
                        key,
                        "/data/CUSTOMER",
                        "Replay: a data set of all its rows, or a directory of such data sets, in the order of their names. Required there.")
                .map(Path::of);
        if (given.isEmpty()) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_MISSING,
                    key,
                    "nothing says where its rows come from",
                    "name a data set, or a directory of them");
            return List.of();
        }
        Path data = given.get();
        if (!Files.isDirectory(data)) {
            if (!Files.isReadable(data)) {
                problem(key, "the file " + data + " cannot be read", "mount it there, or name its path");
            }
            return List.of(data);
        }
        try (Stream<Path> files = Files.list(data)) {
            List<Path> generations = files.filter(Files::isRegularFile).sorted().toList();
            if (generations.isEmpty()) {
                problem(key, "there is no file in " + data, "put data sets there, or name their directory");
            }
            return generations;
        } catch (IOException unreadable) {
            problem(key, "the directory " + data + " cannot be read", "mount it there, or name its path");
            return List.of();
        }
    }

    private void problem(String key, String what, String fix) {
        reader.problem(ProblemCode.CONFIG_VALUE_INVALID, key, what, fix);
    }
}
