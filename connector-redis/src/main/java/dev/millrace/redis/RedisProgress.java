package dev.millrace.redis;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.KeyedProgress;
import dev.millrace.core.target.ProgressKey;
import dev.millrace.core.target.ProgressMark;
import dev.millrace.core.target.TargetException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Progress in a hash for each partition, with a field for each id of its topic. Each call asks all primaries first who they are: it counts
 * only where they are the ones that the rows were written to. Replicas are not waited for: one that is behind holds less progress, and
 * that is as it should be. For one thread, but for the meter.
 */
final class RedisProgress implements KeyedProgress.Cells {
    private static final long OTHERWISE = 1;

    private final Topology topology;
    private final RollCall rollCall;
    private final Pipeline pipeline;
    private final Procedures procedures;
    private final String prefix;
    private final byte[] rewindMillis;
    private final LongAdder rewinds = new LongAdder();
    /** The one that was last read in: what was written since was written to it. */
    private @Nullable Generation session;

    RedisProgress(
            RedisSettings settings, Topology topology, RollCall rollCall, Pipeline pipeline, Procedures procedures) {
        this.topology = topology;
        this.rollCall = rollCall;
        this.pipeline = pipeline;
        this.procedures = procedures;
        this.prefix = settings.progressKey() + ":";
        this.rewindMillis = utf8(Long.toString(settings.failoverRewind().toMillis()));
    }

    /** How often a partition started over from earlier, since another server may have taken the place of a primary. */
    long rewinds() {
        return rewinds.sum();
    }

    @Override
    public List<OptionalLong> read(List<ProgressKey> keys) {
        Generation generation = present();
        List<Command> commands = keys.stream()
                .map(key -> procedures.call(new RowCommand(
                        Procedure.PROGRESS_READ,
                        List.of(cell(key)),
                        List.of(utf8(key.topicId()), utf8(generation.digest()), rewindMillis))))
                .toList();
        List<OptionalLong> positions = new ArrayList<>();
        for (Reply reply : pipeline.ask(generation, commands)) {
            Held held = held(reply);
            positions.add(held.position());
            if (held.otherwise()) {
                rewinds.increment();
            }
        }
        session = generation;
        return positions;
    }

    @Override
    public List<OptionalLong> raise(List<ProgressMark> marks) {
        Generation generation = present();
        if (generation != session) {
            // What was written to the one before may be gone in this one.
            throw changed();
        }
        List<Command> commands = marks.stream()
                .map(mark -> procedures.call(new RowCommand(
                        Procedure.PROGRESS_RAISE,
                        List.of(cell(mark.key())),
                        List.of(
                                utf8(mark.key().topicId()),
                                utf8(generation.digest()),
                                rewindMillis,
                                utf8(
                                        mark.expected().isPresent()
                                                ? Long.toString(mark.expected().getAsLong())
                                                : ""),
                                utf8(Long.toString(mark.position()))))))
                .toList();
        List<OptionalLong> positions = new ArrayList<>();
        for (Reply reply : pipeline.ask(generation, commands)) {
            Held held = held(reply);
            if (held.otherwise()) {
                // Another connector has found other primaries than this one knows.
                topology.end(generation);
                throw changed();
            }
            positions.add(held.position());
        }
        return positions;
    }

    @Override
    public Set<ProgressKey> holdFormer(List<ProgressKey> keys) {
        List<Command> commands = keys.stream()
                .map(key -> {
                    byte[] cell = cell(key);
                    return new Command(JedisClusterCRC16.getSlot(cell), Protocol.Command.HKEYS, List.of(cell));
                })
                .toList();
        List<Reply> replies = pipeline.ask(present(), commands);
        Set<ProgressKey> found = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            ProgressKey key = keys.get(i);
            boolean former = replies.get(i).value() instanceof List<?> ids
                    && ids.stream()
                            .anyMatch(id ->
                                    id instanceof byte[] bytes && !text(bytes).equals(key.topicId()));
            if (former) {
                found.add(key);
            }
        }
        return found;
    }

    private Generation present() {
        try {
            return rollCall.call();
        } catch (LinkFailure failure) {
            throw new TargetException(failure.outcome().kind(), failure.code());
        }
    }

    private record Held(OptionalLong position, boolean otherwise) {}

    private static Held held(Reply reply) {
        if (reply.value() instanceof List<?> answer && answer.size() == 2 && answer.get(1) instanceof Long how) {
            OptionalLong position = answer.get(0) instanceof byte[] digits
                    ? OptionalLong.of(Long.parseLong(text(digits)))
                    : OptionalLong.empty();
            return new Held(position, how == OTHERWISE);
        }
        throw new TargetException(FailureKind.UNAVAILABLE, "PROGRESS_UNREADABLE");
    }

    private static TargetException changed() {
        return new TargetException(FailureKind.UNAVAILABLE, LinkFailure.SERVER_CHANGED);
    }

    /** No two partitions have one: the signs between the parts, and the braces, stand in no part. */
    private byte[] cell(ProgressKey key) {
        return utf8(prefix + part(key.group()) + ":" + part(key.cluster()) + ":" + part(key.topic()) + ":"
                + key.partition());
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
