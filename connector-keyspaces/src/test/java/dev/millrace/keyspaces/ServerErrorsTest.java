package dev.millrace.keyspaces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import dev.millrace.core.testkit.Writes;
import dev.millrace.keyspaces.CqlProxy.Refusal;
import dev.millrace.keyspaces.KeyspacesSettings.Login;
import dev.millrace.keyspaces.KeyspacesSettings.TableSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that answers with errors of the protocol, behind a proxy that makes them. */
class ServerErrorsTest {
    private static final TableSettings T = Tables.settings("t", List.of("id"), "id bigint", "v text");
    private static final int IN_FLIGHT = 32;

    /** Each test writes newer versions of the same rows. */
    private static final AtomicInteger VERSIONS = new AtomicInteger();

    private static Optional<TestCassandra> shared = Optional.empty();

    private final TestCassandra cassandra = shared.orElseThrow();
    private final int version = VERSIONS.incrementAndGet();
    private CqlProxy proxy;

    @BeforeAll
    static void create() {
        shared = Optional.of(TestCassandra.create());
    }

    @BeforeEach
    void start() throws IOException {
        proxy = new CqlProxy(cassandra.server().port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    private Settings settings() {
        return cassandra.settings(T).at("127.0.0.1", proxy.port()).inFlight(IN_FLIGHT);
    }

    private static Optional<Refusal> ofWrites(int opcode, Refusal error) {
        return opcode == CqlProxy.EXECUTE ? Optional.of(error) : Optional.empty();
    }

    /** As the engine does: what is to be written again is written again. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsThrottledIsNeverPoisonAndEverythingIsWrittenInTheEnd(boolean overloaded) {
        Refusal error = overloaded ? Refusal.OVERLOADED : Refusal.WRITE_TIMEOUT;
        try (KeyspacesTarget target = KeyspacesTarget.open(settings().build())) {
            TargetTable table = target.table("S.T").orElseThrow();
            AtomicInteger executed = new AtomicInteger();
            // Two of three statements, until 300 were refused.
            proxy.answerWith(
                    opcode -> opcode == CqlProxy.EXECUTE && executed.incrementAndGet() % 3 != 0 && executed.get() < 450
                            ? Optional.of(error)
                            : Optional.empty());
            List<RowWrite> open = IntStream.range(0, 200)
                    .mapToObj(i -> Writes.upsert(table, version, i, "v" + i))
                    .toList();
            Set<Outcome> seen = new HashSet<>();
            for (int round = 0; round < 100 && !open.isEmpty(); round++) {
                List<Outcome> outcomes = Writes.write(target, open);
                seen.addAll(outcomes);
                List<RowWrite> again = new ArrayList<>();
                for (int i = 0; i < open.size(); i++) {
                    if (outcomes.get(i) instanceof Outcome.Failed) {
                        again.add(open.get(i));
                    }
                }
                open = again;
            }
            assertEquals(List.of(), open);
            assertEquals(
                    Collections.nCopies(200, Optional.of(Writes.version(version))),
                    target.heldVersions(
                            table,
                            upserts(table, 200).stream().map(RowWrite::key).toList()));
            String code = overloaded ? "OVERLOADED" : "WRITE_TIMEOUT";
            assertEquals(
                    Set.of(Outcome.APPLIED, new Outcome.Failed(FailureKind.TRANSIENT, code, Outcome.Scope.ROW)), seen);
        }
    }

    @Test
    void whereItIsThrottledFewerStatementsAreOpenAtOnce() {
        try (KeyspacesTarget target = KeyspacesTarget.open(settings().build())) {
            TargetTable table = target.table("S.T").orElseThrow();
            assertEquals(IN_FLIGHT, target.limit());
            proxy.answerWith(opcode -> ofWrites(opcode, Refusal.OVERLOADED));
            Writes.write(target, upserts(table, 200));
            assertTrue(target.limit() <= IN_FLIGHT / 4, () -> "still " + target.limit());
            int throttled = target.limit();
            proxy.answerWith(opcode -> Optional.empty());
            Writes.write(target, upserts(table, 200));
            assertTrue(target.limit() > throttled, () -> "still " + target.limit());
        }
    }

    @Test
    void onlyWhatTheServerAnsweredCountsAsThrottledWhateverLowersTheLimit() {
        KeyspacesSettings hurried =
                settings().requestTimeout(Duration.ofSeconds(2)).build();
        try (KeyspacesTarget target = KeyspacesTarget.open(hurried)) {
            TargetTable table = target.table("S.T").orElseThrow();
            proxy.answerWith(opcode -> ofWrites(opcode, Refusal.SILENCE));
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.TRANSIENT, "DRIVER_TIMEOUT", Outcome.Scope.ROW)),
                    Writes.write(target, Writes.upsert(table, version, 1, "v")));
            assertTrue(target.limit() < IN_FLIGHT, () -> "still " + target.limit());
            assertEquals(0, throttled(target));
            proxy.answerWith(opcode -> ofWrites(opcode, Refusal.OVERLOADED));
            Writes.write(target, Writes.upsert(table, version, 1, "v"));
            assertEquals(1, throttled(target));
        }
    }

    private static double throttled(KeyspacesTarget target) {
        List<Double> found = target.meters().stream()
                .filter(meter -> meter.name().equals("throttled"))
                .map(meter -> meter.value().getAsDouble())
                .toList();
        assertEquals(1, found.size());
        return found.get(0);
    }

    private List<RowWrite> upserts(TargetTable table, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Writes.upsert(table, version, i, "v"))
                .collect(Collectors.toList());
    }

    /** The driver does not send again what it got an error for. */
    @Test
    void theDriverItselfRetriesNothing() {
        try (KeyspacesTarget target = KeyspacesTarget.open(settings().build())) {
            TargetTable table = target.table("S.T").orElseThrow();
            for (Refusal refusal : List.of(Refusal.WRITE_TIMEOUT, Refusal.READ_TIMEOUT, Refusal.OVERLOADED)) {
                AtomicInteger executed = new AtomicInteger();
                proxy.answerWith(opcode -> {
                    if (opcode == CqlProxy.EXECUTE) {
                        executed.incrementAndGet();
                    }
                    return ofWrites(opcode, refusal);
                });
                Writes.write(target, Writes.upsert(table, version, 1, "v"));
                assertEquals(1, executed.get(), refusal::toString);
            }
        }
    }

    @Test
    void aRoleWithoutPermissionIsFatal() {
        try (KeyspacesTarget target = KeyspacesTarget.open(settings().build())) {
            TargetTable table = target.table("S.T").orElseThrow();
            proxy.answerWith(opcode -> ofWrites(opcode, Refusal.UNAUTHORIZED));
            assertEquals(
                    List.of(new Outcome.Failed(FailureKind.FATAL, "UNAUTHORIZED", Outcome.Scope.BATCH)),
                    Writes.write(target, Writes.upsert(table, version, 1, "v")));
        }
    }

    @Test
    void aRoleThatMayNotReadIsToldAtStart() {
        KeyspacesTarget.open(settings().build()).close();
        proxy.answerWith(opcode -> ofWrites(opcode, Refusal.UNAUTHORIZED));
        Problem problem = assertThrows(
                        ConfigurationException.class,
                        () -> KeyspacesTarget.open(settings().build()))
                .problems()
                .get(0);
        assertEquals(ProblemCode.TARGET_REFUSED, problem.code());
        assertTrue(problem.fix().contains("GRANT SELECT, MODIFY ON"), problem::fix);
    }

    @Test
    void aLoginThatIsRefusedIsToldWithoutThePassword() {
        proxy.answerWith(opcode -> switch (opcode) {
            case CqlProxy.STARTUP -> Optional.of(Refusal.LOGIN_FIRST);
            case CqlProxy.AUTH_RESPONSE -> Optional.of(Refusal.BAD_CREDENTIALS);
            default -> Optional.empty();
        });
        KeyspacesSettings settings =
                settings().login(new Login.Password("somebody", "very-secret")).build();
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> KeyspacesTarget.open(settings));
        assertEquals(ProblemCode.TARGET_LOGIN_REFUSED, refused.problems().get(0).code());
        assertTrue(refused.toString().contains("refused the login of somebody"), refused::toString);
        assertTrue(!refused.toString().contains("very-secret"), refused::toString);
    }
}
