package dev.millrace.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.launcher.CommandFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DemoTargetsTest {
    @Test
    void without_a_wish_it_is_all_that_can_run_and_what_cannot_is_said() {
        assertEquals(
                new DemoTargets(Set.of(TargetKind.values()), List.of()),
                DemoTargets.choose(Set.of(), target -> Optional.empty()));
        assertEquals(
                new DemoTargets(
                        Set.of(TargetKind.POSTGRES, TargetKind.DYNAMODB, TargetKind.REDIS),
                        List.of("Keyspaces is left out. Install a JDK 17.")),
                DemoTargets.choose(Set.of(), DemoTargetsTest::noJdk));
    }

    @Test
    void what_was_asked_for_and_cannot_run_is_an_error_with_the_fix() {
        CommandFailure refused = assertThrows(
                CommandFailure.class,
                () -> DemoTargets.choose(Set.of(TargetKind.POSTGRES, TargetKind.KEYSPACES), DemoTargetsTest::noJdk));
        assertEquals(
                "Keyspaces cannot be replicated into: Cassandra, which stands for it here, does not run on this machine."
                        + " Fix: install a JDK 17.",
                refused.getMessage());
        assertEquals(1, refused.exitCode());
    }

    @Test
    void what_was_not_asked_for_needs_nothing() {
        DemoTargets postgres = DemoTargets.choose(Set.of(TargetKind.POSTGRES), DemoTargetsTest::noJdk);
        assertTrue(postgres.isPostgresAlone());
        assertFalse(DemoTargets.choose(Set.of(), DemoTargetsTest::noJdk).isPostgresAlone());
    }

    private static Optional<String> noJdk(TargetKind target) {
        return target == TargetKind.KEYSPACES ? Optional.of("Install a JDK 17.") : Optional.empty();
    }
}
