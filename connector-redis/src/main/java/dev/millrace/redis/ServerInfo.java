package dev.millrace.redis;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server tells of itself by INFO. Immutable. */
final class ServerInfo {
    private final Map<String, String> fields;

    private ServerInfo(Map<String, String> fields) {
        this.fields = Map.copyOf(fields);
    }

    /** @param replies of INFO, each with other sections; what is no text counts as empty */
    static ServerInfo of(List<? extends @Nullable Object> replies) {
        Map<String, String> fields = new HashMap<>();
        for (Object reply : replies) {
            if (reply instanceof byte[] bytes) {
                new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> {
                    int colon = line.indexOf(':');
                    if (colon > 0 && !line.startsWith("#")) {
                        fields.put(line.substring(0, colon), line.substring(colon + 1));
                    }
                });
            }
        }
        return new ServerInfo(fields);
    }

    Identity identity() {
        return new Identity(fields.getOrDefault("run_id", ""), fields.getOrDefault("master_replid", ""));
    }

    /** A server that does not tell its role, such as one of a serverless cache, takes writes. */
    boolean isPrimary() {
        return fields.getOrDefault("role", "master").equals("master");
    }

    boolean isCluster() {
        return fields.getOrDefault("cluster_enabled", "0").equals("1")
                || fields.getOrDefault("redis_mode", "").equals("cluster");
    }

    Optional<String> evictionPolicy() {
        return Optional.ofNullable(fields.get("maxmemory_policy"));
    }

    /** Of Redis, or of the Redis that it is compatible with; 0 where it tells none. */
    int majorVersion() {
        String version = fields.getOrDefault("redis_version", "");
        int dot = version.indexOf('.');
        try {
            return dot < 0 ? 0 : Integer.parseInt(version.substring(0, dot));
        } catch (NumberFormatException other) {
            return 0;
        }
    }

    /** Replicas that get each write as it happens. */
    int onlineReplicas() {
        return (int) fields.entrySet().stream()
                .filter(field ->
                        field.getKey().matches("slave\\d+") && field.getValue().contains("state=online"))
                .count();
    }
}
