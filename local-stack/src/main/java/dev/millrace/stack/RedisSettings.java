package dev.millrace.stack;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The settings of a Redis server that do not depend on its place.
 *
 * @param lines values by name, as they stand in its file
 */
record RedisSettings(Map<String, String> lines) {
    static final String SNAPSHOT = "dump.rdb";
    static final String LOG_DIRECTORY = "appendonlydir";
    static final String LOG = "appendonly.aof";
    private static final String NONE = "\"\"";
    /** What the stack decides, and relies on. */
    private static final Set<String> FIXED = Set.of(
            "bind",
            "port",
            "dir",
            "dbfilename",
            "appenddirname",
            "appendfilename",
            "requirepass",
            "masterauth",
            "replicaof",
            "logfile",
            "daemonize",
            "cluster-port",
            "cluster-config-file");

    /**
     * The usual settings, and what was chosen in their place or in addition.
     *
     * @throws IllegalArgumentException where one was chosen that the stack decides
     */
    static RedisSettings of(Storage storage, Map<String, String> chosen) {
        Map<String, String> lines = new LinkedHashMap<>();
        boolean durable = storage == Storage.DURABLE;
        lines.put("appendonly", durable ? "yes" : "no");
        lines.put("appendfsync", durable ? "always" : "no");
        lines.put("save", NONE);
        // What a replica got from its primary is not to be found by its next start.
        lines.put("rdb-del-sync-files", "yes");
        lines.put("maxmemory-policy", "noeviction");
        // Sent without a file, the data can be acknowledged before the primary counts the replica, and WAIT finds none
        // for a second.
        lines.put("repl-diskless-sync", "no");
        // A stop would wait 10 s for a replica that is frozen.
        lines.put("shutdown-timeout", "1");
        chosen.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            if (FIXED.contains(key)) {
                throw new IllegalArgumentException("The stack decides on " + key);
            }
            lines.put(key, value);
        });
        return new RedisSettings(lines);
    }

    /** Whether it writes down every command, and starts from that. */
    boolean keepsLog() {
        return "yes".equals(lines.get("appendonly"));
    }

    /** Whether it writes snapshots of itself. */
    boolean keepsSnapshots() {
        return !NONE.equals(lines.get("save"));
    }

    /** The content of a settings file with these settings and others. */
    String text(Map<String, String> others) {
        Map<String, String> all = new LinkedHashMap<>(lines);
        all.putAll(others);
        return all.entrySet().stream()
                .map(line -> line.getKey() + " " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
