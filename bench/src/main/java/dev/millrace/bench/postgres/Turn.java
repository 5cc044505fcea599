package dev.millrace.bench.postgres;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.CommittedOffsets;
import dev.millrace.bench.run.Measured;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures one entrant's pass over a scenario's changes, in a new JVM and into a database of its own: from the moment when the first
 * change can be seen until the last ones can. For one thread.
 */
record Turn(Field field, Course course) {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long HEALTH_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** @param seconds after which it is cut off */
    Outcome run(Setting setting, double seconds) throws InterruptedException {
        Databases databases = field.databases();
        try (Contestant contestant = field.launch(setting)) {
            new WarmUp(field).run(contestant, setting, course.scenario());
            Database database = databases.copyOf(course.scenario());
            try {
                return measured(contestant, field.pass(setting, course.scenario(), database), (long) (seconds * 1e9));
            } finally {
                databases.drop(database);
            }
        }
    }

    private Outcome measured(Contestant contestant, PassSpec spec, long nanos) throws InterruptedException {
        try (ProbeQuery query = new ProbeQuery(spec.database(), spec.shape())) {
            contestant.start(spec);
            WarmUp.Moment start = WarmUp.awaitFirst(contestant, query, course.first());
            ProcessUsage server = ProcessUsage.of(field.postgresPid());
            boolean complete = awaitEnd(contestant, spec, query, start.nanos() + nanos);
            WarmUp.Moment end = WarmUp.Moment.of(contestant);
            long serverCpu = ProcessUsage.of(field.postgresPid()).nanosSince(server);
            long settled = contestant.state().settled();
            contestant.stop();
            long records = complete && spec.setting().entrant() != Entrant.BARE
                    ? spec.records()
                    : settledIn(contestant, spec, settled);
            Outcome.Verdict verdict = verdict(spec, records == spec.records());
            return new Outcome(
                    new Measured(records, end.nanos() - start.nanos(), end.cpuNanos() - start.cpuNanos()),
                    serverCpu,
                    rowsWritten(spec.database()),
                    ProcessUsage.peakKib(contestant.pid()),
                    verdict);
        }
    }

    private long settledIn(Contestant contestant, PassSpec spec, long counted) throws InterruptedException {
        return spec.setting().entrant() == Entrant.BARE
                ? counted
                : CommittedOffsets.sum(field.bootstrapServers(), contestant.group(spec));
    }

    private Outcome.Verdict verdict(PassSpec spec, boolean complete) {
        if (!complete) {
            return Outcome.Verdict.CUT_OFF;
        }
        TableState found = TableState.of(spec.database(), spec.shape());
        return found.equals(course.expected()) ? Outcome.Verdict.EQUAL : Outcome.Verdict.DIFFERENT;
    }

    /** Whether the end came within the time. */
    private boolean awaitEnd(Contestant contestant, PassSpec spec, ProbeQuery query, long deadline)
            throws InterruptedException {
        long asked = System.nanoTime();
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_NANOS);
            WarmUp.requireNotInterrupted();
            if (isAtEnd(contestant, spec, query)) {
                return true;
            }
            if (System.nanoTime() - asked > HEALTH_NANOS) {
                contestant.state();
                asked = System.nanoTime();
            }
        }
        return false;
    }

    /** The bare loop alone knows itself: of a wide table it has not all changes. */
    private boolean isAtEnd(Contestant contestant, PassSpec spec, ProbeQuery query) throws InterruptedException {
        return spec.setting().entrant() == Entrant.BARE
                ? contestant.state().ended()
                : query.sees(course.end()) && query.sees(course.last());
    }

    /** The server counts what its sessions have told it, at the latest when they ended. */
    private static long rowsWritten(Database database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT n_tup_ins + n_tup_upd FROM pg_stat_user_tables"
                        + " WHERE relid = '" + Shape.TABLE + "'::regclass")) {
            found.next();
            return found.getLong(1);
        } catch (SQLException failure) {
            throw new BenchFailure("the server's statistics could not be read", failure);
        }
    }
}
