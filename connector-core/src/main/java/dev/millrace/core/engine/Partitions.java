package dev.millrace.core.engine;

import dev.millrace.core.observe.ConnectorMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of this member and where each goes on: at its commit, or where the target's progress is behind that, there. Nothing
 * is skipped silently. A partition that is set to another position gets another assignment, so that what is in flight is not
 * credited any more. For the poll loop's thread.
 */
final class Partitions {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    /** The poll loop waits for it, and has to be back at its poll within a second. */
    private static final Duration LOG_START_ANSWER = Duration.ofMillis(300);

    private static final String MADE_ANEW = "its topic was deleted and made anew";

    private final Consumer<byte[], byte[]> consumer;
    private final Origin origin;
    private final EngineSettings.OnGap onGap;
    private final ConnectorMetrics metrics;
    private final Map<TopicPartition, Assignment> assignments = new HashMap<>();
    /** Partitions whose gap was passed: they begin with their log, whatever the target holds. */
    private final Set<TopicPartition> passed = new HashSet<>();

    Partitions(Consumer<byte[], byte[]> consumer, Origin origin, EngineSettings.OnGap onGap, ConnectorMetrics metrics) {
        this.consumer = consumer;
        this.origin = origin;
        this.onGap = onGap;
        this.metrics = metrics;
    }

    /** A view that follows what is assigned. */
    Collection<Assignment> all() {
        return Collections.unmodifiableCollection(assignments.values());
    }

    Map<TopicPartition, Assignment> byPartition() {
        return Collections.unmodifiableMap(assignments);
    }

    /** @param committed by the group, as the broker says */
    void assigned(Collection<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> committed) {
        List<TopicPartition> fresh = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata commit = committed.get(partition);
            if (commit == null) {
                fresh.add(partition);
            }
            OptionalLong offset = commit == null ? OptionalLong.empty() : OptionalLong.of(commit.offset());
            assignments.put(
                    partition, Assignment.waiting(partition, CommitMetadata.topicId(commit), offset, offset.orElse(0)));
        }
        if (!fresh.isEmpty()) {
            // Or a poll would miss their positions. Never an empty list, which means all.
            consumer.seekToBeginning(fresh);
        }
        lookAtTopics();
    }

    /** @return those that were assigned */
    List<Assignment> end(Collection<TopicPartition> partitions) {
        List<Assignment> ended = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            passed.remove(partition);
            Assignment assignment = assignments.remove(partition);
            if (assignment != null) {
                assignment.end();
                ended.add(assignment);
            }
        }
        return ended;
    }

    /** Finds topics that were deleted and made anew, whose offsets mean other records now. */
    void lookAtTopics() {
        for (Assignment assignment : List.copyOf(assignments.values())) {
            Optional<String> present = origin.topicId(assignment.partition().topic());
            if (present.isPresent() && assignment.topicId().isEmpty()) {
                assignment.topicId(present.get());
            } else if (present.isPresent() && !present.equals(assignment.topicId()) && !assignment.hasGap()) {
                gap(assignment, MADE_ANEW);
            }
        }
    }

    /** The target holds progress of a former topic of the name. With a commit it is this topic's, and says where to go on. */
    void madeAnew(Assignment waiting) {
        boolean uncommitted = waiting.covered().isEmpty() && !passed.contains(waiting.partition());
        if (isPresent(waiting) && !waiting.hasGap() && uncommitted) {
            gap(waiting, MADE_ANEW);
        }
    }

    /** Whether the target can be asked about the assignment: it waits for that, and belongs to the present topic. */
    boolean isToBeLoaded(Assignment assignment) {
        return !assignment.isBegun()
                && !assignment.hasGap()
                && assignment.topicId().isPresent()
                && assignment
                        .topicId()
                        .equals(origin.topicId(assignment.partition().topic()));
    }

    /** The next offset of the partition is not in the log. */
    void outOfRange(TopicPartition partition) {
        Assignment assignment = assignments.get(partition);
        if (assignment != null && !assignment.hasGap()) {
            gap(assignment, "its next offset is below the start or past the end of the log");
        }
    }

    private void gap(Assignment assignment, String why) {
        metrics.gap();
        TopicPartition partition = assignment.partition();
        if (onGap == EngineSettings.OnGap.CONTINUE) {
            LOG.warn("{} goes on at the beginning of its log: {}, so changes may be missing", partition, why);
            Optional<String> present = origin.topicId(partition.topic());
            passed.add(partition);
            replace(assignment, Assignment.waiting(partition, present, OptionalLong.empty(), 0));
            seek(partition, OptionalLong.empty());
        } else {
            LOG.error(
                    "GAP at {}: {}, so changes are missing. The partition waits at offset {}, the others go on. Load its"
                            + " tables anew, then start the connector with engine.on-gap: continue",
                    partition,
                    why,
                    assignment.frontier().position());
            assignment.foundGap();
        }
    }

    /**
     * The target's progress is known: the partitions go on where both the commit and the target have everything.
     *
     * @param progress what the target holds for each
     */
    void begin(Map<Assignment, OptionalLong> progress) {
        Map<Assignment, OptionalLong> due = new HashMap<>(progress);
        due.keySet().removeIf(waiting -> !isPresent(waiting) || waiting.hasGap());
        List<TopicPartition> uncommitted = due.keySet().stream()
                .filter(waiting -> hasLostCommit(waiting, due))
                .map(Assignment::partition)
                .toList();
        Map<TopicPartition, Long> logStarts = uncommitted.isEmpty() ? Map.of() : logStarts(uncommitted);
        due.forEach((waiting, held) -> {
            if (hasLostCommit(waiting, due)) {
                Optional.ofNullable(logStarts.get(waiting.partition()))
                        .ifPresent(logStart -> beginWithLog(waiting, held, logStart));
            } else if (isBehind(held, waiting.covered())) {
                rewind(waiting, held);
            } else {
                goOn(waiting, waiting.covered(), held, waiting.committed());
            }
        });
    }

    /** The group has come to where the target is, and its commit is gone: expired, or deleted with its topic. */
    private boolean hasLostCommit(Assignment waiting, Map<Assignment, OptionalLong> progress) {
        return waiting.covered().isEmpty()
                && progress.getOrDefault(waiting, OptionalLong.empty()).isPresent()
                && !passed.contains(waiting.partition());
    }

    /** Nothing where the broker does not answer at once: then the target is asked again, and the broker too. */
    private Map<TopicPartition, Long> logStarts(List<TopicPartition> partitions) {
        try {
            return consumer.beginningOffsets(partitions, LOG_START_ANSWER);
        } catch (TimeoutException late) {
            LOG.info("the broker does not say where {} begin: they wait", partitions);
        } catch (WakeupException stopping) {
            consumer.wakeup();
        }
        return Map.of();
    }

    private void beginWithLog(Assignment waiting, OptionalLong held, long logStart) {
        if (logStart > held.orElse(0)) {
            gap(waiting, "its log begins at " + logStart + " and the target holds progress " + held.orElse(0));
        } else {
            goOn(waiting, OptionalLong.of(logStart), held, waiting.committed());
        }
    }

    private static boolean isBehind(OptionalLong held, OptionalLong covered) {
        return covered.isPresent() && (held.isEmpty() || held.getAsLong() < covered.getAsLong());
    }

    /** The target was asked to raise its progress. */
    void raised(Assignment assignment, long position, OptionalLong held) {
        if (held.isPresent() && held.getAsLong() >= position) {
            assignment.raised(position, held.getAsLong());
        } else if (isPresent(assignment) && !assignment.hasGap()) {
            rewind(assignment, held);
        }
    }

    /** The target may be another than before: what it has answered since its progress was last raised counts no more. */
    void distrust() {
        List<TopicPartition> back = new ArrayList<>();
        for (Assignment former : List.copyOf(assignments.values())) {
            if (former.isBegun() && !former.hasGap()) {
                if (former.frontier().position() > former.covered().orElse(0)) {
                    back.add(former.partition());
                }
                replace(
                        former,
                        Assignment.waiting(former.partition(), former.topicId(), former.covered(), former.committed()));
                seek(former.partition(), former.covered());
            }
        }
        if (!back.isEmpty()) {
            LOG.warn(
                    "the session with the target has ended, so it may be another: {} go back to the progress that was last raised."
                            + " All changes since then are written again",
                    back);
        }
    }

    private void rewind(Assignment former, OptionalLong held) {
        metrics.rewound();
        LOG.warn(
                "{} goes back to offset {}: {} was in the target and now it holds {}, so it was restored, or is new. All changes"
                        + " since then are written again",
                former.partition(),
                held.orElse(0),
                former.covered().isPresent()
                        ? "everything below " + former.covered().getAsLong()
                        : "nothing",
                held.isPresent() ? "progress " + held.getAsLong() : "no progress");
        // Without any progress the whole log is needed: where it does not begin at 0 any more, that is a gap. What the
        // group
        // has committed is past all this, and is corrected.
        goOn(former, OptionalLong.of(held.orElse(0)), held, 0);
    }

    private void goOn(Assignment former, OptionalLong start, OptionalLong held, long committed) {
        String topicId = former.topicId().orElseThrow();
        replace(former, Assignment.begun(former.partition(), topicId, start, held, committed));
        seek(former.partition(), start);
    }

    private boolean isPresent(Assignment assignment) {
        return assignments.get(assignment.partition()) == assignment;
    }

    private void replace(Assignment former, Assignment next) {
        former.end();
        assignments.put(former.partition(), next);
    }

    private void seek(TopicPartition partition, OptionalLong offset) {
        if (offset.isPresent()) {
            consumer.seek(partition, offset.getAsLong());
        } else {
            consumer.seekToBeginning(List.of(partition));
        }
    }
}
