package dev.millrace.core.testkit;

import dev.millrace.core.change.RowKey;
import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.Target;
import dev.millrace.core.target.TargetTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every connector promises: whatever is duplicated, reordered, replayed or delivered by two writers at once, each table
 * ends in exactly the state of its source. A connector's test extends this class, once for each of its layouts.
 *
 * <p>The system property {@code millrace.contract.histories} says how many histories are tried (100);
 * {@code millrace.contract.seed} tries one alone, which a failure names.
 */
public abstract class TargetContract {
    private static final int HISTORIES = Integer.getInteger("millrace.contract.histories", 100);
    private static final String ONE_SEED = "millrace.contract.seed";

    /**
     * A target with the tables {@link KitTable#all()}, created by the connector in its own way, empty. Asked once a test, or again for the same
     * database; the contract closes it.
     */
    protected abstract Target openTarget() throws Exception;

    /** Empties the kit's tables and whatever the target keeps beside them, tombstones included. Caches of the target stay right. */
    protected abstract void clear() throws Exception;

    /**
     * The rows that a user of the database sees, without tombstones: read by plain means, not through the target.
     *
     * @return canonical values in the order of the table's columns, by key
     */
    protected abstract Map<RowKey, List<Value>> readTable(TargetTable table) throws Exception;

    /**
     * Makes a write that the table could hold into one that the database refuses for good, though it is canonical; empty where
     * there is no such write.
     */
    protected Optional<RowWrite> poisoned(RowWrite healthy) {
        return Optional.empty();
    }

    /** What turns changes into writes. */
    protected Batcher batcher() {
        return new KitBatcher();
    }

    /** How many threads write at once. */
    protected int writers() {
        return 4;
    }

    /** How many histories are delivered. */
    protected int histories() {
        return HISTORIES;
    }

    /** The time in which the target has to answer a batch. */
    protected Duration answerWithin() {
        return Duration.ofSeconds(30);
    }

    @Test
    void everyHistoryEndsInTheStateOfItsSource() throws Exception {
        try (Target target = openTarget();
                HistoryCheck check = new HistoryCheck(fixture(target))) {
            Distribution distribution = new Distribution(writers());
            Long alone = Long.getLong(ONE_SEED);
            long first = alone == null ? 1 : alone;
            long last = alone == null ? histories() : alone;
            for (long seed = first; seed <= last; seed++) {
                distribution.add(checked(check, seed));
            }
            System.out.println(getClass().getSimpleName() + ": " + distribution.table());
        }
    }

    @Test
    void everyExtremeValueComesBackExactly() throws Exception {
        withChecks(DirectedChecks::everyExtremeValueComesBackExactly);
    }

    @Test
    void ofEqualVersionsTheFirstStays() throws Exception {
        withChecks(DirectedChecks::ofEqualVersionsTheFirstStays);
    }

    @Test
    void aLoadRowOverwritesNeitherARowNorATombstone() throws Exception {
        withChecks(DirectedChecks::aLoadRowOverwritesNeitherARowNorATombstone);
    }

    @Test
    void theDeleteOfARowNeverSeenLeavesItsVersionBehind() throws Exception {
        withChecks(DirectedChecks::theDeleteOfARowNeverSeenLeavesItsVersionBehind);
    }

    @Test
    void heldVersionsAreInTheOrderOfTheKeys() throws Exception {
        withChecks(DirectedChecks::heldVersionsAreInTheOrderOfTheKeys);
    }

    @Test
    void aKeyThatNoRowCanHaveIsPoisonToAskForToo() throws Exception {
        withChecks(DirectedChecks::aKeyThatNoRowCanHaveIsPoisonToAskForToo);
    }

    @Test
    void aLargeBatchIsAnsweredWhole() throws Exception {
        withChecks(DirectedChecks::aLargeBatchIsAnsweredWhole);
    }

    @Test
    void aPoisonWriteLeavesItsBatchMatesApplied() throws Exception {
        withChecks(checks -> Assumptions.assumeTrue(
                checks.aPoisonWriteLeavesItsBatchMatesApplied(this::poisoned),
                "this target refuses nothing canonical"));
    }

    @Test
    void aTableThatIsNotConfiguredIsNotTaken() throws Exception {
        withChecks(DirectedChecks::aTableThatIsNotConfiguredIsNotTaken);
    }

    @Test
    void progressIsEmptyBeforeItIsRaised() throws Exception {
        withProgress(ProgressChecks::itIsEmptyBeforeItIsRaised);
    }

    @Test
    void progressOfATopicMadeAnewIsKnownByItsName() throws Exception {
        withProgress(ProgressChecks::aTopicMadeAnewIsKnownByItsName);
    }

    @Test
    void progressNeverSinks() throws Exception {
        withProgress(ProgressChecks::itNeverSinks);
    }

    @Test
    void progressThatIsLessThanExpectedIsLeftAndTold() throws Exception {
        withProgress(ProgressChecks::lessThanExpectedIsLeftAndTold);
    }

    @Test
    void progressOutlivesItsConnector() throws Exception {
        ProgressChecks checks = new ProgressChecks();
        withProgress(checks::raiseForLater);
        withProgress(checks::itIsStillThere);
    }

    @Test
    void progressIsNotRaisedBeforeItWasLoaded() throws Exception {
        withProgress(ProgressChecks::itIsNotRaisedBeforeItWasLoaded);
    }

    private void withProgress(ProgressChecks.Check check) throws Exception {
        try (Target target = openTarget()) {
            check.run(target.progress());
        }
    }

    private Fixture fixture(Target target) {
        return new Fixture(target, this::readTable, this::clear, batcher(), writers(), answerWithin());
    }

    private void withChecks(Check check) throws Exception {
        try (Target target = openTarget()) {
            clear();
            check.run(new DirectedChecks(fixture(target)));
        }
    }

    private static HistoryFacts checked(HistoryCheck check, long seed) throws Exception {
        try {
            return check.check(seed);
        } catch (AssertionError failed) {
            throw new AssertionError(
                    "history " + seed + " (alone: -D" + ONE_SEED + "=" + seed + "): " + failed.getMessage(), failed);
        }
    }

    private interface Check {
        void run(DirectedChecks checks) throws Exception;
    }
}
