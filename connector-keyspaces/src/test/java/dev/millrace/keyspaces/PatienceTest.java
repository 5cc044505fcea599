package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is refused while somebody else creates a table is asked again; nothing else is. */
class PatienceTest {
    private final List<Duration> rests = new ArrayList<>();
    private final Patience patience = new Patience(rests::add);

    @Test
    void aTableThatComesIntoSightLaterIsWaitedFor() {
        AtomicInteger asked = new AtomicInteger();
        assertEquals(3, patience.ask(() -> {
            if (asked.incrementAndGet() < 3) {
                throw new InvalidQueryException(DriverFailureTest.NODE, "no such table");
            }
            return asked.get();
        }));
        assertEquals(2, rests.size());
    }

    @Test
    void aTableThatNeverComesIsGivenUp() {
        assertThrows(
                InvalidQueryException.class,
                () -> patience.ask(() -> {
                    throw new InvalidQueryException(DriverFailureTest.NODE, "no such table");
                }));
        assertEquals(39, rests.size());
    }

    @Test
    void anotherRefusalIsToldAtOnce() {
        assertThrows(
                UnauthorizedException.class,
                () -> patience.ask(() -> {
                    throw new UnauthorizedException(DriverFailureTest.NODE, "not you");
                }));
        assertEquals(List.of(), rests);
    }
}
