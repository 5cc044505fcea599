package dev.millrace.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is made of others. Compares it, or writes it where that is asked for. */
record Generated(Path file, String content) {
    private static final String WRITE = "millrace.charts.write";
    private static final String COMMAND =
            "./mvnw -pl helm -am test -Dtest=DriftTest -Dsurefire.failIfNoSpecifiedTests=false -D" + WRITE;

    /** @throws AssertionError where the file has another content, and nobody asked to write it */
    void check() {
        if (!Boolean.getBoolean(WRITE)) {
            assertEquals(
                    content,
                    Files.exists(file) ? Yaml.text(file) : "",
                    file + " is out of date. Write it again: " + COMMAND);
            return;
        }
        try {
            Files.writeString(file, content);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
