package dev.millrace.core.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the records of a table are laid out, as far as files can be read: the format finds out what is wrong with what they say.
 *
 * @param copybook of the record
 * @param parentCopybook of the keys of its parents, where they come beside the record
 * @param codePage EBCDIC's, by its name
 * @param floatFormat how floating-point numbers are stored
 * @param choices between items that redefine each other, as they are written
 */
public record LayoutConfig(
        CopybookFile copybook,
        Optional<CopybookFile> parentCopybook,
        String codePage,
        FloatFormat floatFormat,
        List<String> choices) {
    /** Of mainframes in the United States, and of most files without another declaration. */
    private static final String USUAL_CODE_PAGE = "IBM037";

    private static final String COPYBOOK = ".copybook";
    private static final List<String> ALONE = List.of(".parent-copybook", ".codepage", ".float", ".choose");

    /** How COMP-1 and COMP-2 are stored. */
    public enum FloatFormat {
        /** Hexadecimal floating point. */
        IBM,
        /** IEEE 754. */
        IEEE
    }

    public LayoutConfig {
        choices = List.copyOf(choices);
    }

    static Optional<LayoutConfig> read(ConfigReader reader, String path) {
        Optional<String> copybook = reader.optional(
                path + COPYBOOK,
                "/etc/millrace/copybooks/ACCOUNT.cpy",
                "Only with `format.type: raw`. The copybook of the table's records, which then are EBCDIC; without it they are JSON. See"
                        + " [raw.md](raw.md).");
        Optional<String> parentCopybook = reader.optional(
                path + ".parent-copybook",
                "/etc/millrace/copybooks/CUSTOMER-KEY.cpy",
                "Only with `copybook`. The copybook of the parents' keys, which come in the header `cdc-parent-key` (IMS); their"
                        + " fields come first in the row.");
        List<Path> copyPath = CopyPath.read(reader, path);
        Optional<CopybookFile> record = CopybookFile.read(reader, path + COPYBOOK, copybook, copyPath);
        Optional<CopybookFile> parentKey =
                CopybookFile.read(reader, path + ".parent-copybook", parentCopybook, copyPath);
        String codePage = reader.textOr(
                path + ".codepage",
                USUAL_CODE_PAGE,
                "Only with `copybook`. The EBCDIC code page of its records and of their parents' keys.");
        FloatFormat floatFormat = reader.choice(
                path + ".float",
                FloatFormat.IBM,
                "Only with `copybook`. How COMP-1 and COMP-2 are stored: `ibm`, hexadecimal, or `ieee`, IEEE 754.");
        List<String> choices = reader.list(
                path + ".choose",
                "[\"CARD-DATA=IS-CARD\", \"BANK-DATA=KIND='B'\"]",
                "Only with `copybook`. Of items that redefine each other, when each is the one: a condition of level 88, or a"
                        + " field and its value. See [raw.md](raw.md#items-that-redefine-each-other).");
        ALONE.forEach(key -> CopybookFile.requireGiven(reader, path + COPYBOOK, path + key));
        return record.map(found -> new LayoutConfig(found, parentKey, codePage, floatFormat, choices));
    }

    /** Only raw records are laid out by a copybook. */
    static void checkFormat(ConfigReader reader, String path, FormatConfig format) {
        if (format.type() != FormatConfig.Type.RAW) {
            reader.refuse(
                    path + COPYBOOK,
                    "only records of format.type: raw are laid out by a copybook",
                    "remove it, or set format.type: raw");
        }
    }
}
