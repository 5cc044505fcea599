package dev.millrace.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Where COPY finds what it names: directories, in the order in which they are looked into. */
record CopyLibrary(List<Path> directories) {

    private static final List<String> ENDINGS = List.of("", ".cpy", ".CPY", ".cbl", ".CBL", ".cob", ".COB", ".copy");

    CopyLibrary {
        directories = List.copyOf(directories);
    }

    /** The file of a text to copy, which may still be one that cannot be read. */
    Optional<Path> find(String name) {
        return directories.stream()
                .flatMap(directory -> Stream.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))
                        .distinct()
                        .flatMap(spelled -> ENDINGS.stream().map(ending -> directory.resolve(spelled + ending))))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** The characters of a copybook: ISO 8859-1 maps every byte to one, so that nothing fails and columns stay in place. */
    static String source(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
