package dev.millrace.docker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.api.model.StatsConfig;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.RestartableServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;

/** Size, start and memory of the images. Adds a line for each to {@code docker/target/measured.md}. */
@ExtendWith(Ground.class)
@EnabledIfSystemProperty(
        named = "millrace.measure",
        matches = "true",
        disabledReason = "takes minutes and wants the machine for itself: docker/measure")
final class MeasurementsTest {
    private static final int STARTS = Integer.getInteger("millrace.measure.starts", 5);
    private static final int BACKLOG = Integer.getInteger("millrace.measure.backlog", 1_000_000);
    private static final Duration BACKLOG_TIME =
            Duration.ofSeconds(Integer.getInteger("millrace.measure.backlog-seconds", 60));
    private static final Duration OUTAGE = Duration.ofSeconds(20);
    private static final Duration REST = Duration.ofSeconds(20);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int STOP_SECONDS = 30;
    private static final String SETTLED = "cdc_records_total{";
    private static final double MIB = 1 << 20;

    private final DockerClient docker = DockerClientFactory.instance().client();

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(ConnectorKind.class)
    void an_image(ConnectorKind kind, LocalStack stack) throws Exception {
        assumeTrue(
                kind.server().missing().isEmpty(), () -> kind.server().missing().orElse(""));
        String run = "measured_" + kind.key() + "_" + Long.toString(System.currentTimeMillis(), 36);
        List<Long> starts = new ArrayList<>();
        double rest = coldStarts(Deployment.of(kind, stack.file(), run, directory, freePort()), starts);
        String backlog =
                backlog(Deployment.of(kind, stack.file(), run + "_backlog", directory, freePort()), kind.server(stack));
        Collections.sort(starts);
        String line = String.format(
                Locale.ROOT,
                "| %s | %.0f MB | %.1f s (%.1f to %.1f) | %.0f MiB | %s |%n",
                kind.key(),
                (size(Images.name(kind)) - size(Images.BASE)) / 1e6,
                starts.get(starts.size() / 2) / 1e3,
                starts.get(0) / 1e3,
                starts.get(starts.size() - 1) / 1e3,
                rest,
                backlog);
        Files.writeString(
                Images.HOME.resolve("target/measured.md"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** From the start of the container to the answer of the target, for a record that waits. The last one then rests. */
    private double coldStarts(Deployment deployment, List<Long> milliseconds) throws Exception {
        RunningImage.command(deployment, "topics", "--config", Deployment.CONFIG, "--apply");
        for (int start = 0; ; start++) {
            try (Records records = new Records(deployment)) {
                records.insert(start, "waits");
            }
            try (Container container = new Container(deployment)) {
                long begin = System.nanoTime();
                container.start();
                container.awaitSettled(1, START);
                // The first one makes the tables, too.
                if (start > 0) {
                    milliseconds.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
                }
                if (start == STARTS) {
                    return container.mostMemory(REST, Integer.MAX_VALUE);
                }
            }
        }
    }

    /** As much of the backlog as goes within the time: what counts is the memory meanwhile, also while the target gives no answer. */
    private String backlog(Deployment deployment, RestartableServer server) throws Exception {
        RunningImage.command(deployment, "topics", "--config", Deployment.CONFIG, "--apply");
        try (Records records = new Records(deployment)) {
            for (int i = 0; i < BACKLOG; i++) {
                records.insert(i, "backlog of a night");
            }
        }
        try (Container container = new Container(deployment)) {
            container.start();
            container.awaitSettled(1, START);
            long begin = System.nanoTime();
            double most = container.mostMemory(BACKLOG_TIME, BACKLOG / 4);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double settled = container.settled();
            server.suspend();
            double frozen = container.mostMemory(OUTAGE, Integer.MAX_VALUE);
            server.resume();
            double after = container.mostMemory(BACKLOG_TIME, BACKLOG);
            return String.format(
                    Locale.ROOT,
                    "%.0f MiB (%,.0f records in %.0f s) | %.0f MiB, %.0f MiB",
                    most,
                    settled,
                    seconds,
                    frozen,
                    after);
        }
    }

    private long size(String image) {
        Long size = docker.inspectImageCmd(image).exec().getSize();
        return size == null ? 0 : size;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A connector whose start is not waited for. */
    private final class Container implements AutoCloseable {
        private final String id;
        private final Probe probe;

        Container(Deployment deployment) throws IOException {
            HostConfig host = HostConfig.newHostConfig().withNetworkMode("host");
            RunningImage.restrict(host, deployment.binds());
            List<String> environment = deployment.environment().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .toList();
            id = docker.createContainerCmd(Images.name(deployment.kind()))
                    .withHostConfig(host)
                    .withEnv(environment)
                    .withUser(RunningImage.USER)
                    .exec()
                    .getId();
            probe = new Probe(deployment.port());
        }

        void start() {
            docker.startContainerCmd(id).exec();
        }

        double settled() throws IOException, InterruptedException {
            return Probe.sum(probe.get("/metrics"), SETTLED);
        }

        void awaitSettled(int records, Duration limit) {
            await().atMost(limit)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> settled() >= records);
        }

        /** In MiB, without what the kernel would give back: what an orchestrator compares with the limit. Until so many are settled. */
        double mostMemory(Duration time, int records) throws IOException, InterruptedException {
            long end = System.nanoTime() + time.toNanos();
            double most = 0;
            try {
                while (System.nanoTime() - end < 0 && settled() < records) {
                    most = Math.max(most, memory().orElse(0.0));
                }
            } catch (IOException gone) {
                assertFalse(isKilled(), "killed for its memory");
                throw gone;
            }
            return most;
        }

        private Optional<Double> memory() throws InterruptedException {
            AtomicReference<Optional<Statistics>> found = new AtomicReference<>(Optional.empty());
            docker.statsCmd(id)
                    .withNoStream(true)
                    .exec(new ResultCallback.Adapter<Statistics>() {
                        @Override
                        public void onNext(Statistics statistics) {
                            found.set(Optional.of(statistics));
                        }
                    })
                    .awaitCompletion(10, TimeUnit.SECONDS);
            return found.get().map(Statistics::getMemoryStats).flatMap(Container::workingSet);
        }

        private static Optional<Double> workingSet(MemoryStatsConfig memory) {
            Long usage = memory.getUsage();
            StatsConfig details = memory.getStats();
            if (usage == null || details == null) {
                return Optional.empty();
            }
            // The first is the name of cgroup v1.
            Long inactive = details.getTotalInactiveFile();
            inactive = inactive == null ? details.getInactiveFile() : inactive;
            return Optional.of((usage - (inactive == null ? 0 : inactive)) / MIB);
        }

        boolean isKilled() {
            return Boolean.TRUE.equals(
                    docker.inspectContainerCmd(id).exec().getState().getOOMKilled());
        }

        /** Leaves its consumer group: the next one would wait until a member that went without a word is given up. */
        @Override
        public void close() {
            try {
                docker.stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
            } catch (NotModifiedException ended) {
                // It was killed, and the measurement has said so.
            }
            docker.removeContainerCmd(id).withForce(true).exec();
        }
    }
}
