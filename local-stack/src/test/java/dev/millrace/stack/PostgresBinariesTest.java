package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PostgresBinariesTest {
    @TempDir
    Path directory;

    @Test
    void two_that_unpack_at_once_share_one_complete_copy() throws IOException {
        ProgramDirectory programs = PostgresBinaries.ofThisPlatform().directory();
        CompletableFuture<Path> first = CompletableFuture.supplyAsync(() -> programs.unpackInto(directory));
        Path second = programs.unpackInto(directory);
        assertEquals(first.join(), second);
        assertTrue(Files.isExecutable(second.resolve("bin/postgres")));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(List.of(second), files.toList());
        }
    }

    @Test
    void a_platform_without_programs_is_refused() {
        StackException e =
                assertThrows(StackException.class, () -> PostgresBinaries.of(new Platform("Plan 9", "mips")));
        assertEquals(StackException.Code.PLATFORM_UNSUPPORTED, e.code());
        assertTrue(e.what().contains("Plan 9 on mips"), e.what());
    }
}
