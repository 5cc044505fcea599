package dev.millrace.redis;

import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** Looks at some of the keys that a server holds, whether they are what the tables' settings make of rows. For one thread. */
final class HeldSample {
    private static final Logger LOG = LoggerFactory.getLogger(HeldSample.class);
    private static final String LOOK_AT = "1000";
    /** Of so many keys each. */
    private static final int MOST_LOOKS = 10;
    /** Of one table at one server. */
    private static final int MOST_KEYS = 100;

    private static final byte[] START = {'0'};

    private final Collection<MappedTable> tables;

    HeldSample(Collection<MappedTable> tables) {
        this.tables = tables;
    }

    /** What is wrong with those that the server at the other end of the connection holds. */
    List<Problem> check(Link link) throws LinkFailure {
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<MappedTable, List<byte[]>> found : keys(link).entrySet()) {
            check(link, found.getKey(), found.getValue()).ifPresent(problems::add);
        }
        return problems;
    }

    private Map<MappedTable, List<byte[]>> keys(Link link) throws LinkFailure {
        Map<MappedTable, List<byte[]>> found = new LinkedHashMap<>();
        byte[] cursor = START;
        for (int look = 0; look < MOST_LOOKS; look++) {
            link.send(Protocol.Command.SCAN, List.of(cursor, bytes("COUNT"), bytes(LOOK_AT)));
            link.flush();
            if (!(link.read() instanceof List<?> page
                    && page.size() == 2
                    && page.get(0) instanceof byte[] next
                    && page.get(1) instanceof List<?> keys)) {
                // A user that may not look at all keys; each row is checked by its write.
                return found;
            }
            for (Object key : keys) {
                if (key instanceof byte[] bytes) {
                    add(found, bytes);
                }
            }
            cursor = next;
            if (Arrays.equals(cursor, START)) {
                break;
            }
        }
        return found;
    }

    private void add(Map<MappedTable, List<byte[]>> found, byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        for (MappedTable table : tables) {
            if (text.startsWith(table.versionKeyPrefix())) {
                List<byte[]> keys = found.computeIfAbsent(table, first -> new ArrayList<>());
                if (keys.size() < MOST_KEYS) {
                    keys.add(key);
                }
                return;
            }
        }
    }

    private static Optional<Problem> check(Link link, MappedTable table, List<byte[]> keys) throws LinkFailure {
        for (byte[] key : keys) {
            Command read = table.readAt(key);
            link.send(read.name(), read.arguments());
        }
        link.flush();
        int foreign = 0;
        boolean differs = false;
        for (int i = 0; i < keys.size(); i++) {
            Object reply = link.read();
            try {
                Optional<ChangeVersion> held = version(table, reply);
                differs |= held.filter(version ->
                                version.toBytes().length != table.defined().versionBytes())
                        .isPresent();
            } catch (RowRefused refused) {
                foreign++;
            }
        }
        if (foreign > 0) {
            LOG.warn(
                    "{} of {} keys that begin with \"{}\" hold what the connector did not write, or wrote with another layout:"
                            + " rows of {} that have these keys will be rejected",
                    foreign,
                    keys.size(),
                    table.versionKeyPrefix(),
                    table.targetTable().name());
        }
        return differs ? Optional.of(widthDiffers(table)) : Optional.empty();
    }

    private static Optional<ChangeVersion> version(MappedTable table, @Nullable Object reply) throws RowRefused {
        if (reply instanceof JedisDataException) {
            throw new RowRefused(RowRefused.KEY_FOREIGN);
        }
        return table.heldVersion(reply);
    }

    private static Problem widthDiffers(MappedTable table) {
        return new Problem(
                ProblemCode.VERSION_WIDTH_DIFFERS,
                table.targetTable().name(),
                "expected versions of " + table.defined().versionBytes() + " bytes, found others",
                "configure the kind of order token that the table was written with, or load it anew under keys that hold"
                        + " nothing");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
