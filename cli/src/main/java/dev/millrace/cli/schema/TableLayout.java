package dev.millrace.cli.schema;

import dev.millrace.codec.HostEncoding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the layout of a table's records stands, and what is to be said beside it.
 *
 * @param record of the copybook, where one is named
 * @param parentRecord of the copybook of the parents' keys, where one is named
 * @param copyPath directories that COPY looks into, behind that of each copybook
 * @param choices between items that redefine each other, as they are written
 */
record TableLayout(
        Path copybook,
        Optional<String> record,
        Optional<Path> parentCopybook,
        Optional<String> parentRecord,
        List<Path> copyPath,
        HostEncoding encoding,
        List<String> choices) {

    TableLayout {
        copyPath = List.copyOf(copyPath);
        choices = List.copyOf(choices);
    }

    /** The names of the files, for people. */
    String names() {
        return copybook.getFileName()
                + parentCopybook.map(parent -> " and " + parent.getFileName()).orElse("");
    }
}
