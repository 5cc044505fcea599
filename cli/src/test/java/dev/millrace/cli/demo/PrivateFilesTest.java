package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFilesTest {
    @TempDir
    Path directory;

    @Test
    void a_file_is_its_owners_also_where_an_open_one_was() throws IOException {
        Path file = directory.resolve("connector.yaml");
        Files.writeString(file, "old and longer");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        PrivateFiles.write(file, "new");
        assertEquals("new", Files.readString(file));
        assertEquals("rw-------", permissions(file));
    }

    @Test
    void a_directory_is_its_owners_if_it_is_created_here() throws IOException {
        Path run = directory.resolve("parent").resolve("run");
        PrivateFiles.createDirectory(run);
        assertEquals("rwx------", permissions(run));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-x---"));
        PrivateFiles.createDirectory(run);
        assertEquals("rwxr-x---", permissions(run));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
