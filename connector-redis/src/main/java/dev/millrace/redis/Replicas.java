package dev.millrace.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Decides how many replicas must have a write before it counts. Safe for all threads. */
final class Replicas {
    private final RedisSettings settings;
    private final Map<Integer, Command> writes = new ConcurrentHashMap<>();

    Replicas(RedisSettings settings) {
        this.settings = settings;
    }

    /**
     * Empty where the primary's own word is enough.
     *
     * @param attempt from 0: each writes to another slot
     */
    Optional<Exchange.Assurance> assurance(Generation generation, Primary primary, int attempt) {
        OptionalInt configured = settings.minReplicas();
        int wanted = configured.isPresent() ? configured.getAsInt() : Math.min(1, primary.replicas());
        if (wanted == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Exchange.Assurance(wanted, settings.replicaTimeout(), write(generation, primary, attempt)));
    }

    /** The same one for each primary, as long as it keeps the slot: of no use to anybody else. */
    private Command write(Generation generation, Primary primary, int attempt) {
        if (settings.mode() == RedisSettings.Mode.SINGLE) {
            return writes.computeIfAbsent(0, slot -> write(slot, bytes(prefix())));
        }
        return writes.computeIfAbsent(generation.slotOf(primary, attempt), this::writeIn);
    }

    private Command writeIn(int slot) {
        for (int tag = 0; ; tag++) {
            byte[] key = bytes(prefix() + ":{" + tag + "}");
            if (JedisClusterCRC16.getSlot(key) == slot) {
                return write(slot, key);
            }
        }
    }

    private static Command write(int slot, byte[] key) {
        return new Command(slot, Protocol.Command.SET, List.of(key, new byte[0]));
    }

    private String prefix() {
        return settings.progressKey() + ":fence";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
