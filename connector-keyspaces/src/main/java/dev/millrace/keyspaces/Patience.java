package dev.millrace.keyspaces;

import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks again what is refused only because the schema is changing: a table that somebody else is creating is in the catalog before
 * statements on it are taken.
 *
 * @param pause rests for so long
 */
record Patience(Consumer<Duration> pause) {
    private static final Duration BETWEEN = Duration.ofMillis(250);
    private static final int MOST_ATTEMPTS = 40;

    /** @throws InvalidQueryException where it is refused for too long */
    <T> T ask(Supplier<T> question) {
        for (int i = 1; i < MOST_ATTEMPTS; i++) {
            try {
                return question.get();
            } catch (InvalidQueryException notYet) {
                pause.accept(BETWEEN);
            }
        }
        return question.get();
    }
}
