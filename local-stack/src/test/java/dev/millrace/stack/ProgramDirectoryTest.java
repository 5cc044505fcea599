package dev.millrace.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ProgramDirectoryTest {
    @Test
    void the_cache_is_where_the_user_wants_it() {
        Path home = Path.of("/home/user");
        assertEquals(Path.of("/home/user/.cache/millrace"), ProgramDirectory.cache(null, home));
        assertEquals(Path.of("/home/user/.cache/millrace"), ProgramDirectory.cache("", home));
        assertEquals(Path.of("/home/user/.cache/millrace"), ProgramDirectory.cache("relative", home));
        assertEquals(Path.of("/caches/millrace"), ProgramDirectory.cache("/caches", home));
    }
}
