package dev.millrace.core.testkit;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.ProgressStore;
import dev.millrace.core.target.TargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The contract of progress in its plainest form, with what can go wrong with it. Safe for all threads. */
public final class InMemoryProgress {
    private final Map<ProgressKey, Long> held = new HashMap<>();
    private int server;
    private @Nullable FailureKind failure;
    private Runnable beforeAnswer = () -> {};

    /** As one connector sees it. */
    public ProgressStore connect() {
        return new Connection();
    }

    public synchronized OptionalLong held(ProgressKey key) {
        return optional(held.get(key));
    }

    public synchronized void hold(ProgressKey key, long position) {
        held.put(key, position);
    }

    public synchronized void clear() {
        held.clear();
    }

    public synchronized Map<ProgressKey, Long> snapshot() {
        return Map.copyOf(held);
    }

    /** Takes the place of what is held; the sessions go on, as if somebody had changed it by hand. */
    public synchronized void restore(Map<ProgressKey, Long> snapshot) {
        held.clear();
        held.putAll(snapshot);
    }

    /** Ends all sessions, as a server does that goes down or gives way to another. */
    public synchronized void endSessions() {
        server++;
    }

    /** Every call fails so until {@link #mend()}. */
    public synchronized void fail(FailureKind kind) {
        failure = kind;
    }

    public synchronized void mend() {
        failure = null;
    }

    /** Runs before the next load is answered, when what it answers is decided. */
    public synchronized void beforeNextAnswer(Runnable task) {
        beforeAnswer = task;
    }

    private synchronized Runnable takeBeforeAnswer() {
        Runnable task = beforeAnswer;
        beforeAnswer = () -> {};
        return task;
    }

    private boolean hasFormer(ProgressKey key) {
        return held.keySet().stream()
                .anyMatch(other -> !other.topicId().equals(key.topicId())
                        && other.equals(new ProgressKey(
                                key.group(), key.cluster(), key.topic(), other.topicId(), key.partition())));
    }

    private static OptionalLong optional(@Nullable Long position) {
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    private final class Connection implements ProgressStore {
        private int session = -1;

        @Override
        public List<OptionalLong> load(List<ProgressKey> keys) {
            List<OptionalLong> answer;
            synchronized (InMemoryProgress.this) {
                if (session < 0) {
                    session = server;
                }
                requireSession();
                answer = keys.stream().map(InMemoryProgress.this::held).toList();
            }
            takeBeforeAnswer().run();
            return answer;
        }

        @Override
        public Set<ProgressKey> madeAnew(List<ProgressKey> keys) {
            synchronized (InMemoryProgress.this) {
                requireSession();
                return keys.stream().filter(InMemoryProgress.this::hasFormer).collect(Collectors.toSet());
            }
        }

        @Override
        public List<OptionalLong> raise(List<ProgressMark> marks) {
            synchronized (InMemoryProgress.this) {
                requireSession();
                List<OptionalLong> after = new ArrayList<>();
                for (ProgressMark mark : marks) {
                    OptionalLong before = held(mark.key());
                    boolean intact = mark.expected().isEmpty()
                            || (before.isPresent()
                                    && before.getAsLong() >= mark.expected().getAsLong());
                    if (intact) {
                        held.merge(mark.key(), mark.position(), Math::max);
                    }
                    after.add(held(mark.key()));
                }
                return after;
            }
        }

        private void requireSession() {
            if (failure != null) {
                session = failure == FailureKind.TRANSIENT ? session : -1;
                throw new TargetException(failure, "TOLD_TO");
            }
            if (session != server) {
                session = -1;
                throw new TargetException(FailureKind.UNAVAILABLE, "SESSION_ENDED");
            }
        }
    }
}
