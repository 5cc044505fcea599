package dev.millrace.docker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;

/** The images, built by the script that everybody builds them with; once for all tests. */
final class Images {
    static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    static final String BASE = Optional.ofNullable(System.getProperty("millrace.base-image"))
            .or(() -> Optional.ofNullable(System.getenv("CONNECTOR_BASE_IMAGE")))
            .orElse("eclipse-temurin:25-jre-noble");
    private static final String TAG = System.getProperty("millrace.image-tag", "tests");
    private static final long LONGEST_MINUTES = 10;

    private Images() {}

    static String name(ConnectorKind kind) {
        return name("connector-" + kind.key());
    }

    static String name(String image) {
        return "millrace/" + image + ":" + TAG;
    }

    /** Builds all of them; else says why that cannot be here. */
    static Optional<String> build() throws IOException, InterruptedException {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("no Docker engine answers (DOCKER_HOST): the images were not tried");
        }
        if (run("docker", "image", "inspect", BASE) != 0 && run("docker", "pull", "--quiet", BASE) != 0) {
            return Optional.of("the base image " + BASE
                    + " is not here and cannot be pulled: the images were not tried. Name one with a JRE that is here:"
                    + " -Dmillrace.base-image=IMAGE, or the variable CONNECTOR_BASE_IMAGE");
        }
        int code = run(HOME.resolve("build").toString(), "--no-maven", "--base", BASE, "--tag", TAG);
        if (code != 0) {
            throw new AssertionError("docker/build failed with exit code " + code);
        }
        return Optional.empty();
    }

    /** The exit code; 127 where there is no such command. */
    private static int run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                    .redirectErrorStream(true)
                    .redirectOutput(HOME.resolve("target/" + Path.of(command[0]).getFileName() + ".log")
                            .toFile())
                    .start();
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (IOException missing) {
            return 127;
        }
    }
}
