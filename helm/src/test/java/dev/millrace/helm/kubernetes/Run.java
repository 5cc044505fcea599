package dev.millrace.helm.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.cli.RunDirectory;
import dev.millrace.cli.verify.TargetKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** One run: what there is outside of the cluster and in it, and what is done to all releases at the same time. For one thread. */
final class Run implements AutoCloseable {
    private final Report report;
    /** What has to be closed, the last first. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> new Thread(task, "release"));
    /** What each release is to be like: written and read by its own thread. */
    private final Map<Release, Values> values = new ConcurrentHashMap<>();

    private final TestNamespace namespace;
    private final Ground ground;
    private final Watch watch;
    private final List<Release> releases;
    private boolean sound = true;
    /** Restarts of each release's containers that were to be. */
    private final Map<Release, Integer> wantedRestarts = new ConcurrentHashMap<>();

    /** What is done to one release. */
    interface Act {
        void on(Release release) throws Exception;
    }

    /** What is done. */
    interface Work {
        void run() throws Exception;
    }

    private Run(Report report) throws Exception {
        this.report = report;
        opened.push(threads::shutdownNow);
        try {
            RunDirectory directory = open(RunDirectory.of(Optional.empty()));
            namespace = open(TestNamespace.create());
            ground = open(new Ground(directory.path(), Cluster.address()));
            Api api = open(Api.open(namespace.kubectl(), directory.path()));
            watch = open(new Watch(api));
            String kubeConfig = Cluster.kubeConfig();
            releases = Arrays.stream(TargetKind.values())
                    .map(target -> new Release(target, namespace.kubectl(), api, directory.path(), kubeConfig))
                    .toList();
            releases.forEach(
                    release -> values.put(release, Values.usual(release.target(), ground.stack(), ground.tables())));
            watch.begin();
        } catch (Exception | Error failure) {
            close();
            throw failure;
        }
    }

    static Run start(Report report) throws Exception {
        return new Run(report);
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Whether nothing has failed so far. */
    boolean isSound() {
        return sound;
    }

    TestNamespace namespace() {
        return namespace;
    }

    Kubectl kubectl() {
        return namespace.kubectl();
    }

    Ground ground() {
        return ground;
    }

    Watch watch() {
        return watch;
    }

    Values values(Release release) {
        return Optional.ofNullable(values.get(release)).orElseThrow();
    }

    void change(Release release, UnaryOperator<Values> change) {
        values.put(release, change.apply(values(release)));
    }

    /** The one pod of each release. */
    Pods pods() throws Exception {
        Map<Release, Pod> pods = new ConcurrentHashMap<>();
        together(release -> pods.put(release, release.pod()));
        return new Pods(pods);
    }

    List<List<Release>> pairs() {
        return List.of(releases.subList(0, 2), releases.subList(2, 4));
    }

    /** Does the same to all releases at the same time. Returns when all is done; the first failure is thrown then. */
    void together(Act act) throws Exception {
        together(releases, act);
    }

    private void together(List<Release> which, Act act) throws Exception {
        List<Future<?>> parts = new ArrayList<>();
        for (Release release : which) {
            parts.add(threads.submit(() -> {
                act.on(release);
                return null;
            }));
        }
        Optional<Throwable> first = Optional.empty();
        for (Future<?> part : parts) {
            try {
                part.get();
            } catch (ExecutionException failure) {
                first = first.or(() -> Optional.ofNullable(failure.getCause()));
            }
        }
        if (first.isPresent()) {
            sound = false;
            throw new AssertionError(first.get().getMessage() + "\n" + state(), first.get());
        }
    }

    /** Does the same to some releases while changes flow, waits until their connectors are not behind, and measures them. */
    void step(String what, List<Release> which, Act act) throws Exception {
        step(what, which, () -> together(which, act));
    }

    /** Does it while changes flow, waits until no connector is behind, and measures. */
    void step(String what, Work work) throws Exception {
        step(what, releases, work);
    }

    private void step(String what, List<Release> which, Work work) throws Exception {
        long start = System.nanoTime();
        long changes = ground.load().changes();
        Map<TargetKind, Latencies> before = latencies();
        work.run();
        together(which, release -> ground.awaitAtWork(release.target()));
        Map<TargetKind, Latencies> after = latencies();
        Map<TargetKind, Latencies> during = new EnumMap<>(TargetKind.class);
        which.stream()
                .map(Release::target)
                .forEach(target -> during.put(
                        target,
                        after.getOrDefault(target, Latencies.NONE).minus(before.getOrDefault(target, Latencies.NONE))));
        Step step = Step.of(
                what, Duration.ofNanos(System.nanoTime() - start), ground.load().changes() - changes, during);
        System.out.println(step);
        report.add(step);
    }

    private Map<TargetKind, Latencies> latencies() {
        Map<TargetKind, Latencies> latencies = new EnumMap<>(TargetKind.class);
        releases.forEach(release -> latencies.put(release.target(), watch.of(release.name())));
        return latencies;
    }

    void expectRestartOfEach() {
        releases.forEach(release -> wantedRestarts.merge(release, 1, Integer::sum));
    }

    /** Of pods that were given a mistake: they have gone with it. */
    void forgiveRestarts() {
        releases.forEach(release -> wantedRestarts.put(release, watch.restarts(release.name())));
    }

    void requireNoOtherRestarts() throws Exception {
        together(release -> assertEquals(
                wantedRestarts.getOrDefault(release, 0),
                watch.restarts(release.name()),
                () -> "restarts of " + release));
    }

    /** For a failure: pods, events, and what connectors have logged. */
    private String state() {
        StringBuilder state = new StringBuilder();
        Duration limit = Duration.ofSeconds(20);
        state.append(kubectl().attempt(limit, "get", "pods", "-o", "wide").out());
        state.append(kubectl()
                .attempt(limit, "get", "events", "--sort-by=.lastTimestamp")
                .out());
        for (Release release : releases) {
            state.append("--- ").append(release).append('\n');
            state.append(kubectl()
                    .attempt(
                            limit,
                            "logs",
                            "-l",
                            "app.kubernetes.io/instance=" + release.name(),
                            "--tail=30",
                            "--prefix")
                    .out());
        }
        return state.toString();
    }

    /** Closes everything, whatever fails; the first failure is thrown then. */
    @Override
    public void close() {
        Optional<Exception> first = Optional.empty();
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                first = first.or(() -> Optional.of(failure));
            }
        }
        if (first.isPresent()) {
            throw new IllegalStateException("not everything could be closed", first.get());
        }
    }
}
