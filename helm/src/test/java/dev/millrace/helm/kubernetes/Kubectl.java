package dev.millrace.helm.kubernetes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The program {@code kubectl} of the path, with the cluster that {@code KUBECONFIG} names.
 *
 * @param namespace in which it works
 */
record Kubectl(String namespace) {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** What it prints; fails where it fails. */
    String run(String... words) {
        return attempt(LIMIT, words).orFail();
    }

    String run(Duration limit, String... words) {
        return attempt(limit, words).orFail();
    }

    Program.Ended attempt(Duration limit, String... words) {
        return Program.run(limit, command(words));
    }

    /** Makes objects as they stand in a manifest. */
    void apply(String manifest) {
        Program.run(LIMIT, command("apply", "-f", "-"), manifest).orFail();
    }

    List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--namespace", namespace));
        command.addAll(Arrays.asList(words));
        return command;
    }
}
