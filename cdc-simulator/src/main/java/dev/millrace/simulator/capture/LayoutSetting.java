package dev.millrace.simulator.capture;

import dev.millrace.codec.Choice;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.ErrorCode;
import dev.millrace.codec.FloatFormat;
import dev.millrace.codec.HostEncoding;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.CopyPath;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.simulator.process.CopybookSetting;
import dev.millrace.simulator.source.RowLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** The copybooks of an object, and what they do not say about its records: the keys that raw tables of connectors have too. */
final class LayoutSetting {
    private final ConfigReader reader;
    private final String item;
    private final Optional<Copybook> record;
    private final Optional<Copybook> parentKey;
    private final Optional<CodePage> codePage;
    private final FloatFormat floatFormat;
    private final List<Choice> choices;

    private LayoutSetting(
            ConfigReader reader,
            String item,
            Optional<String> file,
            Function<List<Path>, Optional<Copybook>> parentKey) {
        this.reader = reader;
        this.item = item;
        List<Path> copyPath = CopyPath.read(reader, item);
        this.record = CopybookSetting.read(reader, item + ".copybook", file, copyPath, Function.identity());
        this.parentKey = parentKey.apply(copyPath);
        String codePageName = reader.textOr(
                item + ".codepage",
                CodePage.DEFAULT_NAME,
                "The EBCDIC code page of its records and of their parents' keys.");
        this.codePage = sound(() -> CodePage.of(codePageName));
        this.floatFormat = reader.choice(
                item + ".float",
                FloatFormat.IBM,
                "How COMP-1 and COMP-2 are stored: `ibm`, hexadecimal, or `ieee`, IEEE 754.");
        this.choices = reader
                .list(
                        item + ".choose",
                        "[\"CARD-DATA=IS-CARD\", \"BANK-DATA=KIND='B'\"]",
                        "Of items that redefine each other, when each is the one. See [raw.md](raw.md#items-that-redefine-each-other).")
                .stream()
                .flatMap(text -> sound(() -> Choice.parse(text)).stream())
                .toList();
    }

    /**
     * Reads the keys of an object without parents.
     *
     * @param item of the object
     * @param file with the copybook of its records
     */
    static LayoutSetting read(ConfigReader reader, String item, Optional<String> file) {
        return new LayoutSetting(reader, item, file, copyPath -> Optional.empty());
    }

    /**
     * Reads the keys of an object that may have parents, like {@link #read}.
     *
     * @param parentFile with the copybook of its parents' keys
     */
    static LayoutSetting readBelow(
            ConfigReader reader, String item, Optional<String> file, Optional<String> parentFile) {
        return new LayoutSetting(
                reader,
                item,
                file,
                copyPath -> CopybookSetting.read(
                        reader, item + ".parent-copybook", parentFile, copyPath, Function.identity()));
    }

    /** Empty where they do not fit together, which is told. */
    Optional<RowLayout> layout() {
        return record.flatMap(copybook -> codePage.flatMap(known ->
                sound(() -> RowLayout.of(copybook, parentKey, new HostEncoding(known, floatFormat), choices))));
    }

    /** Empty where the codec refuses it, which is told. */
    private <T> Optional<T> sound(Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (CodecException fault) {
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    item + key(fault.code()),
                    fault.place() + ": " + fault.problem(),
                    fault.fix());
            return Optional.empty();
        }
    }

    private static String key(ErrorCode code) {
        return switch (code) {
            case CHOICE_INVALID -> ".choose";
            case CODE_PAGE_UNKNOWN, CODE_PAGE_UNSUITABLE -> ".codepage";
            default -> ".copybook";
        };
    }
}
