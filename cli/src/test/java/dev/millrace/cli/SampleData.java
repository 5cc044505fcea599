package dev.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The simulator's own data sets, as files. */
final class SampleData {
    private SampleData() {}

    /** @param name such as {@code ACCOUNT.PS} */
    static Path copy(String name, Path directory) throws IOException {
        Path file = directory.resolve(name);
        try (InputStream in = SampleData.class.getResourceAsStream("/bank/" + name)) {
            Files.copy(Objects.requireNonNull(in, name), file);
        }
        return file;
    }
}
