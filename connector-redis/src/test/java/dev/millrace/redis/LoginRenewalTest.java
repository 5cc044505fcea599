package dev.millrace.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.Target;
import dev.millrace.stack.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens are shown anew while they can be, and never an old one. */
class LoginRenewalTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final RedisServer server = SharedRedis.server();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger shown = new AtomicInteger();
    private volatile String token = "first";

    private final Credentials tokens = new Credentials() {
        @Override
        public List<byte[]> current() {
            shown.incrementAndGet();
            return List.of(LocalRedis.bytes("passing"), LocalRedis.bytes(token));
        }

        @Override
        public Optional<Duration> renewedAfter() {
            return Optional.of(HOUR);
        }
    };

    @BeforeEach
    void user() {
        server.command("FLUSHALL");
        accept("first");
    }

    @AfterEach
    void forget() {
        server.command("ACL", "DELUSER", "passing");
    }

    private void accept(String only) {
        server.command("ACL", "SETUSER", "passing", "on", "resetpass", ">" + only, "~*", "&*", "+@all");
    }

    private Target open() {
        return RedisTarget.open(TestSettings.at(server, Writes.SETTINGS).build(), tokens, nanos::get);
    }

    @Test
    void aConnectionShowsItselfAnewWhenItsTokenIsOld() {
        try (Target target = open()) {
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            int before = shown.get();
            token = "second";
            accept("second");
            nanos.addAndGet(HOUR.toNanos() - 1);
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(2, 1, "n")));
            assertEquals(before, shown.get());
            nanos.addAndGet(1);
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(3, 1, "n")));
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(4, 1, "n")));
            assertEquals(before + 1, shown.get());
        }
    }

    @Test
    void aTokenThatIsRefusedWritesNothing() {
        try (Target target = open()) {
            accept("second");
            nanos.addAndGet(HOUR.toNanos());
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.FATAL, "WRONGPASS", Outcome.Scope.BATCH)),
                    Writes.write(target, Writes.upsert(1, 1, "n")));
            token = "second";
            assertEquals(List.of(Outcome.APPLIED), Writes.write(target, Writes.upsert(1, 1, "n")));
            assertTrue(server.command("CLIENT", "LIST").contains("user=passing"));
        }
    }
}
