package dev.millrace.helm.kubernetes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.stack.BindAddress;
import dev.millrace.stack.ServerKind;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the run needs of this machine. Where something is missing it is skipped, with the reason. */
final class Cluster {
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private Cluster() {}

    static void require() {
        assumeTrue(System.getenv("KUBECONFIG") != null, "KUBECONFIG is not set: no cluster to run on");
        requireProgram("kubectl", "version", "--request-timeout=10s");
        requireProgram("docker", "version");
        Optional<String> missing = ServerKind.CASSANDRA.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
    }

    private static void requireProgram(String... command) {
        Program.Ended ended = Program.run(ANSWER, List.of(command));
        assumeTrue(ended.code() == 0, () -> String.join(" ", command) + " fails: " + ended.err());
    }

    /**
     * The address of this machine by which pods reach it: {@code millrace.kubernetes.address}, else that of a node that is this
     * machine, else the gateway of Docker's bridge.
     */
    static BindAddress address() {
        String told = System.getProperty("millrace.kubernetes.address", "");
        if (!told.isEmpty()) {
            return BindAddress.parse(told).orElseThrow(() -> new IllegalArgumentException(told));
        }
        String nodes = run(
                "kubectl",
                "get",
                "nodes",
                "-o",
                "jsonpath={.items[*].status.addresses[?(@.type=='InternalIP')].address}");
        String gateway =
                run("docker", "network", "inspect", "bridge", "-f", "{{range .IPAM.Config}}{{.Gateway}}{{end}}");
        Optional<BindAddress> found = List.of((nodes + " " + gateway).strip().split("\\s+")).stream()
                .filter(Cluster::isOurs)
                .findFirst()
                .flatMap(BindAddress::parse);
        assumeTrue(found.isPresent(), "no address of this machine that pods reach: set millrace.kubernetes.address");
        return found.orElseThrow();
    }

    private static boolean isOurs(String address) {
        try {
            return BindAddress.parse(address).isPresent()
                    && NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
        } catch (SocketException | UnknownHostException unknown) {
            return false;
        }
    }

    /** A file with all that {@code KUBECONFIG} says of the cluster that is used now. */
    static String kubeConfig() {
        return run("kubectl", "config", "view", "--raw", "--minify", "--flatten");
    }

    /** What it is, for the report. */
    static String description() {
        String version = run("kubectl", "get", "nodes", "-o", "jsonpath={.items[0].status.nodeInfo.kubeletVersion}");
        int nodes = run("kubectl", "get", "nodes", "-o", "name").strip().split("\\R").length;
        return "Kubernetes " + version + " with " + (nodes == 1 ? "one node" : nodes + " nodes");
    }

    private static String run(String... command) {
        return Program.run(ANSWER, List.of(command)).orFail();
    }
}
