package dev.millrace.stack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of one Cassandra server: its settings, its data, and how its JVM is started.
 *
 * @param directory absolute
 * @param java of a JDK of version {@link #JAVA}
 * @param address by which clients reach it; what other nodes would use stays on the loopback address
 * @param port where clients of CQL connect
 * @param storagePort where other nodes would connect
 */
record CassandraInstallation(
        Path directory, Storage storage, Path java, BindAddress address, int port, int storagePort) {
    /** The feature version of the JDKs that this release runs on; newer ones have no security manager, which it needs. */
    static final int JAVA = 17;

    private static final String STARTED = "Starting listening for CQL clients";

    /** What the release reaches into, as its own start script opens it. */
    private static final List<String> EXPORTS = List.of(
            "java.base/jdk.internal.misc",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.sql/java.sql");

    private static final List<String> OPENS = List.of(
            "java.base/java.io",
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.util.jar",
            "java.base/sun.nio.ch",
            "jdk.management/com.sun.management.internal");

    /** Starts the server and returns when it accepts clients. */
    GuardedProcess launch() {
        OwnFiles.createDirectories(directory);
        Path settings = write("cassandra.yaml", settings());
        Path logging = write("logback.xml", logging());
        List<String> options = new ArrayList<>(List.of(
                "-Xms96m",
                "-Xmx512m",
                "-Djava.security.manager=allow",
                "-Djdk.attach.allowAttachSelf=true",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Dlogback.configurationFile=" + logging,
                "-Dcassandra.config=" + settings.toUri(),
                "-Dcassandra.storagedir=" + ServerJvm.data(directory),
                // It would close its output, which is our log.
                "-Dcassandra-foreground=yes",
                // There is nobody else to wait for, at the start and at the end.
                "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                "-Dcassandra.ring_delay_ms=100",
                "-Dcassandra.superuser_setup_delay_ms=0",
                "-Dcassandra.shutdown_announce_in_ms=0",
                // It would measure this at its start, for seconds.
                "-Dcassandra.memtable.row_overhead_size=181",
                "-Dcassandra.memtable_row_overhead_computation_step=100"));
        if (storage == Storage.FLEETING) {
            // Tables would be written to several files each, before any row.
            options.add("-Dcassandra.test.flush_local_schema_changes=false");
        }
        EXPORTS.forEach(name -> options.add("--add-exports=" + name + "=ALL-UNNAMED"));
        OPENS.forEach(name -> options.add("--add-opens=" + name + "=ALL-UNNAMED"));
        return new ServerJvm(
                        "cassandra", directory, java, options, List.of("org.apache.cassandra.service.CassandraDaemon"))
                .launch(List.of(), address, port, STARTED);
    }

    private Path write(String name, String content) {
        Path file = directory.resolve(name);
        OwnFiles.write(file, content.getBytes(StandardCharsets.UTF_8));
        return file;
    }

    /** Small where one user and a few tables are served; everything else is as Cassandra has it. */
    private String settings() {
        return String.join(
                "\n",
                "cluster_name: millrace",
                "num_tokens: 1",
                "initial_token: 0",
                "auto_bootstrap: false",
                "partitioner: org.apache.cassandra.dht.Murmur3Partitioner",
                "endpoint_snitch: SimpleSnitch",
                "dynamic_snitch: false",
                "seed_provider:",
                "  - class_name: org.apache.cassandra.locator.SimpleSeedProvider",
                "    parameters:",
                "      - seeds: \"127.0.0.1:" + storagePort + "\"",
                "listen_address: 127.0.0.1",
                "storage_port: " + storagePort,
                "rpc_address: " + address.host(),
                "native_transport_port: " + port,
                // The one acknowledges a write when it is on the disk, the other when it is in memory.
                storage == Storage.DURABLE
                        ? "commitlog_sync: batch"
                        : "commitlog_sync: periodic\ncommitlog_sync_period: 1s",
                "commitlog_segment_size: 8MiB",
                "commitlog_total_space: 64MiB",
                "memtable_heap_space: 64MiB",
                "concurrent_compactors: 1",
                "hinted_handoff_enabled: false",
                // The newer protocol of its conditional writes: a quarter less work for each.
                "paxos_variant: v2",
                "auto_snapshot: false",
                // A machine with far more to do than it can is slow, not broken.
                "request_timeout: 10s",
                "read_request_timeout: 10s",
                "range_request_timeout: 30s",
                "write_request_timeout: 10s",
                "cas_contention_timeout: 5s",
                "");
    }

    /** To the standard output; without a file of its own it would tell every detail. */
    private static String logging() {
        return """
                <configuration>
                  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder>
                      <pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{0}: %msg%n</pattern>
                    </encoder>
                  </appender>
                  <root level="INFO">
                    <appender-ref ref="out"/>
                  </root>
                </configuration>
                """;
    }
}
