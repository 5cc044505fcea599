package dev.millrace.cli.schema;

import java.nio.file.Path;
import java.util.Optional;

/** Where the layout of a table's records stands. */
record LayoutFiles(Path copybook, Optional<Path> parentCopybook, String codePage) {

    /** The names of the files, for people. */
    String names() {
        return copybook.getFileName()
                + parentCopybook.map(parent -> " and " + parent.getFileName()).orElse("");
    }
}
