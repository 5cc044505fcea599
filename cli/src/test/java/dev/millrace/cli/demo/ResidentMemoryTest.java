package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class ResidentMemoryTest {
    @Test
    void a_process_is_counted_with_all_below_it() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/status")), "skipped: there is no /proc to read");
        long own = ProcessHandle.current().pid();
        // Two JVMs hold more than one.
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName())
                .start();
        try {
            assertEquals('!', child.getInputStream().read());
            long both = ResidentMemory.ofFamily(own).orElseThrow();
            long one = ResidentMemory.ofFamily(child.pid()).orElseThrow();
            assertTrue(one > 5 << 20, () -> one + " bytes");
            assertTrue(both > one + (5 << 20), () -> both + " bytes with " + one);
        } finally {
            child.destroyForcibly();
        }
    }

    @Test
    void of_a_process_that_is_gone_nothing_is_known() {
        assertEquals(OptionalLong.empty(), ResidentMemory.ofFamily(Long.MAX_VALUE));
    }

    /** Says that it runs, and waits for the end of its input. */
    static final class Waiting {
        private Waiting() {}

        public static void main(String[] arguments) throws Exception {
            System.out.write('!');
            System.out.flush();
            System.in.read();
        }
    }
}
