package dev.millrace.core.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.millrace.core.change.Rejection;
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
        try (HistoryCheck check = new HistoryCheck(fixture(mutant, batcher))) {
            for (int seed = 1; seed <= HISTORIES; seed++) {
                check.check(seed);
            }
        } catch (AssertionError caught) {
            assertMatches(expected, caught);
            return;
        } catch (Rejection rejection) {
            throw new AssertionError("the kit's own changes were rejected", rejection);
        } catch (Exception broken) {
            throw new AssertionError("the mutant broke instead of being caught", broken);
        }
        fail("not caught in " + HISTORIES + " histories");
    }

    static void assertMatches(String expected, AssertionError caught) {
        String message = String.valueOf(caught.getMessage());
        assertTrue(message.matches("(?s).*(" + expected + ").*"), "caught for another reason: " + message);
    }

    static Fixture fixture(InMemoryTarget target, Batcher batcher) {
        return new Fixture(target, target::rows, target::clear, batcher, 4, Duration.ofMillis(500));
    }
}
