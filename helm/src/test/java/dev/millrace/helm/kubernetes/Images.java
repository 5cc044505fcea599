package dev.millrace.helm.kubernetes;

import dev.millrace.cli.verify.TargetKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The connectors' images, in the engine that the cluster takes them from. */
final class Images {
    /** Of images that are there already, in place of those that would be built; empty: build, with the tag that the charts expect. */
    static final String TAG = System.getProperty("millrace.kubernetes.tag", "");

    /** What they are built on; empty: what the Dockerfile says. */
    private static final String BASE =
            Optional.ofNullable(System.getenv("CONNECTOR_BASE_IMAGE")).orElse("");

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Images() {}

    static void build() {
        if (TAG.isEmpty()) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of("../docker/build").toAbsolutePath().normalize().toString(), "--no-maven"));
            if (!BASE.isEmpty()) {
                command.addAll(List.of("--base", BASE));
            }
            // The connectors alone: of other images there is no context here.
            for (TargetKind connector : TargetKind.values()) {
                command.add(connector.key());
            }
            Program.run(LIMIT, command).orFail();
        }
    }
}
