package dev.millrace.cli;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.StackFile;
import dev.millrace.stack.Storage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the verifier calls equal in Redis, and what it must not. */
final class RedisVerifierTest {
    @TempDir
    static Path directory;

    private static RedisServer server;
    private static StoreVerifier verifier;

    @BeforeAll
    static void start() {
        server = RedisServer.start(directory.resolve("server"), Storage.FLEETING);
        StackFile stack =
                StackFile.of(new StackFile.Redis(server.host(), server.port(), server.password(), server.pid()));
        verifier = new StoreVerifier(directory, TargetKind.REDIS, stack);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void equal() {
        server.command("FLUSHALL");
        command("HSET thing:1 _version 0a id 1 name one amount 1.50");
        server.command("HSET", "thing:2", "id", "2", "name", "", "amount", "-0.05");
        command("HSET thing:3 _version 0a _deleted 1");
        command("HSET part:1:X:7 id 1 code X nr 7 amount 0.00");
        command("SET millrace:progress:x 1");
    }

    @Test
    void hashes_are_equal_without_tombstones() {
        verifier.assertEqual();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "HSET thing:1 amount 1.51 | thing 1: amount is \"1.51\", at the source \"1.50\"",
                "HSET thing:1 amount 1.5 | thing 1: amount is \"1.5\", at the source \"1.50\"",
                "HDEL thing:2 amount | thing 2: amount is NULL, at the source \"-0.05\"",
                "HDEL thing:2 name | thing 2: name is NULL, at the source \"\"",
                "HSET thing:1 note x | thing 1: note is \"x\", at the source NULL",
                "HSET thing:2 _deleted 1 | thing 2: missing in the target",
                "DEL thing:2 | thing 2: missing in the target",
                "HDEL thing:3 _deleted | thing NULL: in the target, but not at the source",
                "HSET thing:9 id 9 | thing 9: in the target, but not at the source",
                "RENAME part:1:X:7 part:1:Y:7" + " | part 1/X/7: (key) is \"part:1:Y:7\", at the source \"part:1:X:7\"",
                "SET thing:8 x | thing NULL: in the target, but not at the source",
                "SET other x | other: a table in the target, but not at the source"
            })
    void one_key_behind_its_back_is_one_named_difference(String command, String difference) {
        command(command);
        verifier.assertDifferences(difference);
    }

    @Test
    void a_store_of_many_pages_is_read_to_its_end() {
        for (int id = 10; id < 2_000; id++) {
            command("HSET thing:" + id + " _deleted 1");
        }
        verifier.assertEqual();
    }

    private static void command(String words) {
        server.command(words.split(" "));
    }
}
