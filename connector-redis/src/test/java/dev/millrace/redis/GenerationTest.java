package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.millrace.redis.RedisSettings.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By what the progress recognises those who wrote it. */
class GenerationTest {
    private static final Node NODE = new Node("127.0.0.1", 6379);

    private static String digest(String info) {
        ServerInfo server = ServerInfo.of(List.of(info.getBytes(StandardCharsets.UTF_8)));
        return new Generation(SlotLayout.single(NODE), List.of(new Primary(NODE, server))).digest();
    }

    @Test
    void theSameServerIsRecognised() {
        assertEquals(digest("run_id:a\r\nmaster_replid:b"), digest("run_id:a\r\nmaster_replid:b"));
        assertNotEquals(digest("run_id:a\r\nmaster_replid:b"), digest("run_id:a\r\nmaster_replid:c"));
    }

    /** It may have lost as much as any other. */
    @Test
    void aServerThatTellsNothingIsAnotherEachTime() {
        assertNotEquals(digest("role:master"), digest("role:master"));
    }
}
