package dev.millrace.core.config;

import java.util.List;
import java.util.Optional;

/**
 * How the records of a table are laid out, as far as files can be read: the format finds out what is wrong with what they say.
 *
 * @param copybook of the record
 * @param parentCopybook of the keys of its parents, where they come beside the record
 * @param codePage EBCDIC's, by its name
 */
public record LayoutConfig(CopybookFile copybook, Optional<CopybookFile> parentCopybook, String codePage) {
    /** Of mainframes in the United States, and of most files without another declaration. */
    private static final String USUAL_CODE_PAGE = "IBM037";

    private static final List<String> ALONE = List.of("codepage", "parent-copybook");

    static Optional<LayoutConfig> read(ConfigReader reader, String path) {
        Optional<CopybookFile> copybook = CopybookFile.read(
                reader,
                path + ".copybook",
                "/etc/millrace/copybooks/ACCOUNT.cpy",
                "Only with `format.type: raw`. The copybook of the table's records, which then are EBCDIC; without it they are JSON. See"
                        + " [raw.md](raw.md).");
        Optional<CopybookFile> parentCopybook = CopybookFile.read(
                reader,
                path + ".parent-copybook",
                "/etc/millrace/copybooks/CUSTOMER-KEY.cpy",
                "Only with `copybook`. The copybook of the parents' keys, which come in the header `cdc-parent-key` (IMS); their"
                        + " fields come first in the row.");
        String codePage = reader.textOr(
                path + ".codepage",
                USUAL_CODE_PAGE,
                "Only with `copybook`. The EBCDIC code page of its records and of their parents' keys.");
        if (!reader.isGiven(path + ".copybook")) {
            ALONE.forEach(key -> reader.refuse(
                    path + "." + key, "it means nothing without copybook", "name the copybook, or remove it"));
        }
        return copybook.map(found -> new LayoutConfig(found, parentCopybook, codePage));
    }

    /** Only raw records are laid out by a copybook. */
    static void checkFormat(ConfigReader reader, String path, FormatConfig format) {
        if (format.type() != FormatConfig.Type.RAW) {
            reader.refuse(
                    path + ".copybook",
                    "only records of format.type: raw are laid out by a copybook",
                    "remove it, or set format.type: raw");
        }
    }
}
