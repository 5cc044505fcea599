package dev.millrace.helm.kubernetes;

import static org.awaitility.Awaitility.await;

import com.marcnuri.helm.Helm;
import dev.millrace.cli.verify.TargetKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A release of a connector's chart. Thread safe, but for two calls that change the same release. */
final class Release {
    private static final Duration ROLLOUT = Duration.ofMinutes(3);
    private static final Path CHARTS = Path.of("").toAbsolutePath();

    private final TargetKind target;
    private final Kubectl kubectl;
    private final Api api;
    private final Path directory;
    private final String kubeConfig;

    /** @param kubeConfig its content */
    Release(TargetKind target, Kubectl kubectl, Api api, Path directory, String kubeConfig) {
        this.target = target;
        this.kubectl = kubectl;
        this.api = api;
        this.directory = directory;
        this.kubeConfig = kubeConfig;
    }

    TargetKind target() {
        return target;
    }

    /** Also its consumer group's. */
    String name() {
        return "bank-" + target.key();
    }

    private Helm chart() {
        return new Helm(CHARTS.resolve("connector-" + target.key()));
    }

    /** Returns once its pod is ready. */
    void install(Values values) {
        kubectl.apply(values.secret());
        chart().install()
                .withName(name())
                .withNamespace(kubectl.namespace())
                .withKubeConfigContents(kubeConfig)
                .withValuesFile(write(values))
                .waitReady()
                .withTimeout((int) ROLLOUT.toSeconds())
                .call();
    }

    /** Returns once the new pods are ready and the old ones are gone. */
    void upgrade(Values values) {
        upgrade(values, ROLLOUT);
        awaitRollout();
    }

    /**
     * An upgrade that does not become ready and is rolled back by Helm.
     *
     * @param patience with the new pods
     * @return what Helm says of it
     */
    String upgradeInVain(Values values, Duration patience) {
        try {
            upgrade(values, patience);
        } catch (RuntimeException failed) {
            return String.valueOf(failed.getMessage());
        }
        throw new AssertionError("the upgrade of " + name() + " was taken for good");
    }

    private void upgrade(Values values, Duration patience) {
        chart().upgrade()
                .withName(name())
                .withNamespace(kubectl.namespace())
                .withKubeConfigContents(kubeConfig)
                .withValuesFile(write(values))
                .atomic()
                .waitReady()
                .withTimeout((int) patience.toSeconds())
                .call();
    }

    /** {@code helm test}: fails where it fails. */
    String test() {
        return Helm.test(name())
                .withNamespace(kubectl.namespace())
                .withKubeConfigContents(kubeConfig)
                .withTimeout((int) ROLLOUT.toSeconds())
                .call()
                .getOutput();
    }

    void scale(int replicas) {
        kubectl.run("scale", "deployment/" + name(), "--replicas=" + replicas);
    }

    /** Until as many pods as are wanted are ready, all of them of the newest kind, and no others are left. */
    void awaitRollout() {
        kubectl.run(ROLLOUT, "rollout", "status", "deployment/" + name(), "--timeout=170s");
        awaitPods(Integer.parseInt(kubectl.run("get", "deployment", name(), "-o", "jsonpath={.spec.replicas}")));
    }

    /** Until exactly so many pods are there, and all of them ready. */
    void awaitPods(int count) {
        await(name() + " has " + count + " ready pods")
                .atMost(ROLLOUT)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    List<Pod> pods = pods();
                    return pods.size() == count && pods.stream().allMatch(Pod::works);
                });
    }

    /** All of its connectors' pods. */
    List<Pod> pods() throws IOException, InterruptedException {
        return api.pods().stream().filter(pod -> pod.release().equals(name())).toList();
    }

    /** The only one. */
    Pod pod() throws IOException, InterruptedException {
        List<Pod> pods = pods();
        if (pods.size() != 1) {
            throw new AssertionError(name() + " has " + pods);
        }
        return pods.get(0);
    }

    private Path write(Values values) {
        try {
            Path file = Files.createTempFile(directory, name() + "-", ".yaml");
            return Files.writeString(file, values.yaml(TestNamespace.podLabel(), kubectl.namespace()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
