package dev.millrace.core.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;

/** Runs the contract on something wrong and fails unless it is caught, and for the right reason. */
final class MutantCheck {
    private static final int HISTORIES = 20;

    private MutantCheck() {}

    static void assertCaught(String expected, InMemoryTarget mutant) {
        assertCaught(expected, mutant, new KitBatcher());
    }

    /** @param expected a regular expression that the message has, so that a mutant is caught for what it does */
    static void assertCaught(String expected, InMemoryTarget mutant, Batcher batcher) {
        StringBuilder otherwise = new StringBuilder();
        for (int seed = 1; seed <= HISTORIES; seed++) {
            try (HistoryCheck check = new HistoryCheck(fixture(mutant, batcher))) {
                check.check(seed);
            } catch (AssertionError caught) {
                if (matches(expected, caught)) {
                    return;
                }
                otherwise.append('\n').append(caught.getMessage());
            } catch (Exception broken) {
                throw new AssertionError("the mutant broke instead of being caught", broken);
            }
        }
        fail("not caught in " + HISTORIES + " histories, or for other reasons:" + otherwise);
    }

    static void assertMatches(String expected, AssertionError caught) {
        assertTrue(matches(expected, caught), () -> "caught for another reason: " + caught.getMessage());
    }

    private static boolean matches(String expected, AssertionError caught) {
        return String.valueOf(caught.getMessage()).matches("(?s).*(" + expected + ").*");
    }

    static Fixture fixture(InMemoryTarget target, Batcher batcher) {
        return new Fixture(target, target::rows, target::clear, batcher, 4, Duration.ofMillis(500));
    }
}
