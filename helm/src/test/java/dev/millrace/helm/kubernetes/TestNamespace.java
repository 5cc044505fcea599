package dev.millrace.helm.kubernetes;

import java.time.Duration;
import java.util.List;

/**
 * The namespace of one run, and what the run does to nodes. All of it goes at the end; what a run has left that was killed goes at
 * the beginning of the next one.
 */
final class TestNamespace implements AutoCloseable {
    /** So runs on one cluster need names of their own where they are to go on side by side. */
    private static final String NAME = System.getProperty("millrace.kubernetes.namespace", "millrace-test");
    /** Of nodes that a run has drained. */
    private static final String DRAINED = "millrace.dev/drained-by";

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Kubectl kubectl;

    private TestNamespace(Kubectl kubectl) {
        this.kubectl = kubectl;
    }

    static TestNamespace create() {
        TestNamespace namespace = new TestNamespace(new Kubectl(NAME));
        namespace.sweep();
        namespace.kubectl.run("create", "namespace", NAME);
        return namespace;
    }

    Kubectl kubectl() {
        return kubectl;
    }

    /** Label and value of the pods of this run, for a drain that leaves all others alone. */
    static String podLabel() {
        return "millrace.dev/test";
    }

    /** Evicts the pods of this run from a node, which takes no others until {@link #uncordon}. */
    void drain(String node) {
        kubectl.run("label", "node", node, DRAINED + "=" + NAME);
        kubectl.run(
                LIMIT,
                "drain",
                node,
                "--pod-selector=" + podLabel() + "=" + NAME,
                "--delete-emptydir-data",
                "--timeout=" + LIMIT.minusSeconds(20).toSeconds() + "s");
    }

    void uncordon() {
        for (String node : kubectl.run("get", "nodes", "-l", DRAINED + "=" + NAME, "-o", "name")
                .lines()
                .toList()) {
            kubectl.run("uncordon", node);
            kubectl.run("label", node, DRAINED + "-");
        }
    }

    /** Whether pods have no other node to go to. */
    boolean isOnlyNode(String node) {
        return kubectl.run("get", "nodes", "-o", "name").lines().toList().equals(List.of("node/" + node));
    }

    private void sweep() {
        uncordon();
        kubectl.run(LIMIT, "delete", "namespace", NAME, "--ignore-not-found", "--timeout=150s");
    }

    @Override
    public void close() {
        sweep();
    }
}
