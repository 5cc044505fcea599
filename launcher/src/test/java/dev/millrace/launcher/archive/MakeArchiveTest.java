package dev.millrace.launcher.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MakeArchiveTest {
    private static final Path HOME = Path.of("/home");

    @ParameterizedTest
    @CsvSource({
        "17, -XX:ArchiveClassesAtExit=/home/millrace.jsa, SharedArchiveFile=/home/millrace.jsa",
        "21, -XX:ArchiveClassesAtExit=/home/millrace.jsa, SharedArchiveFile=/home/millrace.jsa",
        "25, -XX:AOTCacheOutput=/home/millrace.aot, AOTCache=/home/millrace.aot"
    })
    void each_jvm_makes_what_it_can_and_is_told_where_it_lies(int feature, String option, String flag) {
        MakeArchive make = new MakeArchive(HOME, feature);
        List<String> command = make.command(Path.of("java"), List.of("Training", "config", "packages"));
        assertTrue(command.contains(option), command::toString);
        assertEquals(List.of("Training", "config", "packages"), command.subList(command.size() - 3, command.size()));
        assertEquals(flag, make.flag());
    }

    @Test
    void an_option_is_given_only_to_jvms_that_know_it() {
        assertEquals(List.of(), new MakeArchive(HOME, 17).options());
        assertEquals(List.of("--sun-misc-unsafe-memory-access=allow"), new MakeArchive(HOME, 25).options());
    }
}
