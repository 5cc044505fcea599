package dev.millrace.codec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to read a copybook.
 *
 * @param record name of the item of level 01 or 77 that is meant; needed where the copybook has several
 * @param copyPath directories that COPY looks into, behind that of the copybook itself
 */
public record CopybookOptions(Optional<String> record, List<Path> copyPath) {

    /** The only record, and COPY from the copybook's own directory. */
    public static final CopybookOptions DEFAULT = new CopybookOptions(Optional.empty(), List.of());

    public CopybookOptions {
        copyPath = List.copyOf(copyPath);
    }
}
