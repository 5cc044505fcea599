package dev.millrace.cli.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.stack.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The members of one group. Adds up what all their lives have counted. For one thread. */
final class Fleet implements AutoCloseable {
    /** drain-budget, revoke-budget for the last commit, and 15 s to close. */
    static final Duration STOP_BUDGET = Duration.ofSeconds(20 + 5 + 15);

    private final Path directory;
    private final Map<Integer, Member> members = new TreeMap<>();
    private GroupConfig config;
    private long formerRebalances;
    private long formerDeadLetters;
    private Duration longestStop = Duration.ZERO;

    Fleet(Path directory, GroupConfig config) {
        this.directory = directory;
        this.config = config;
    }

    /** What members that start from now on are configured with. */
    void reconfigure(GroupConfig other) {
        config = other;
    }

    /** Starts members 0 to {@code count - 1} where they do not run, and waits until all are in the group. */
    void scaleUp(int count) {
        for (int i = 0; i < count; i++) {
            start(i);
        }
        members.values().forEach(Member::awaitReady);
    }

    /** Starts a member where it does not run. */
    void start(int number) {
        members.computeIfAbsent(
                number,
                missing -> Member.start(
                        config.group() + "-" + missing, directory, config, config.write(directory, missing)));
    }

    /** Ends all but members 0 to {@code count - 1}, at the same time, as an orchestrator does. */
    void scaleDown(int count) {
        List<Integer> leaving =
                members.keySet().stream().filter(number -> number >= count).toList();
        terminate(leaving);
    }

    /** Ends a member with SIGKILL. */
    void kill(int number) {
        take(number).kill();
    }

    /** Ends a member with SIGTERM; it has to end well, within its budget. */
    void terminate(int number) {
        terminate(List.of(number));
    }

    private void terminate(List<Integer> numbers) {
        long start = System.nanoTime();
        List<Member> leaving = new ArrayList<>();
        for (int number : numbers) {
            Member member = take(number);
            leaving.add(member);
            member.signal(Signal.TERM);
        }
        for (Member member : leaving) {
            int code = member.awaitEnd(STOP_BUDGET);
            assertEquals(0, code, () -> "exit code after SIGTERM:\n" + member.log());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            longestStop = took.compareTo(longestStop) > 0 ? took : longestStop;
        }
    }

    private Member take(int number) {
        Member member = get(number);
        member.requireAlive();
        Metrics last = member.metrics();
        formerRebalances += last.rebalances();
        formerDeadLetters += last.deadLetters();
        members.remove(number);
        return member;
    }

    Member get(int number) {
        Member member = members.get(number);
        if (member == null) {
            throw new IllegalStateException("member " + number + " does not run");
        }
        return member;
    }

    /** Those that run, by number. */
    Map<Integer, Member> members() {
        return Map.copyOf(members);
    }

    /** Records that the members who run have settled. */
    long settled() {
        return members.values().stream()
                .mapToLong(member -> member.metrics().settled())
                .sum();
    }

    void requireAlive() {
        members.values().forEach(Member::requireAlive);
    }

    /** As far as it was read before a life ended. */
    long rebalances() {
        return formerRebalances
                + members.values().stream()
                        .mapToLong(member -> member.metrics().rebalances())
                        .sum();
    }

    long deadLetters() {
        return formerDeadLetters
                + members.values().stream()
                        .mapToLong(member -> member.metrics().deadLetters())
                        .sum();
    }

    /** Partitions that the members who run have set back to the progress that they found in the target. */
    long rewinds() {
        return members.values().stream()
                .mapToLong(member -> (long) member.metrics().value("cdc_rewinds_total"))
                .sum();
    }

    /** Partitions that rest now. */
    long paused() {
        return members.values().stream()
                .mapToLong(member -> member.metrics().paused())
                .sum();
    }

    /** What the members count as their lag now. */
    long lagMetric() {
        return members.values().stream()
                .mapToLong(member -> (long) member.metrics().value("cdc_consumer_lag_records"))
                .sum();
    }

    /** From SIGTERM to the end of the process. */
    Duration longestStop() {
        return longestStop;
    }

    /** All logs of the members that run, for a failure. */
    String logs() {
        StringBuilder text = new StringBuilder();
        members.forEach((number, member) ->
                text.append("--- member ").append(number).append('\n').append(member.log()));
        return text.toString();
    }

    @Override
    public void close() {
        members.values().forEach(Member::close);
        members.clear();
    }
}
