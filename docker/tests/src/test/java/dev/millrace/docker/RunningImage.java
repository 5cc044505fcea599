package dev.millrace.docker;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A container of an image. */
final class RunningImage implements AutoCloseable {
    static final long LIMIT_BYTES = 256L << 20;

    static final String USER = "12345:12345";

    private static final Pattern PORT = Pattern.compile("metrics and probes on port (\\d+)");
    private static final Duration START = Duration.ofSeconds(60);
    private static final int GRACE_SECONDS = 45;

    private final GenericContainer<?> container;

    private RunningImage(GenericContainer<?> container) {
        this.container = container;
    }

    /** The connector as its image runs by itself. Returns once it says on which port it can be asked. */
    static RunningImage connector(Deployment deployment) {
        return started(container(deployment));
    }

    /** A stage before Kafka, with its file and what that names. Returns once it says on which port it can be asked. */
    static RunningImage stage(String stage, List<Bind> binds) {
        GenericContainer<?> container = container("cdc-simulator", Map.of(), binds);
        container.withCommand("simulate", stage, "--config", "/etc/millrace/" + stage + ".yaml");
        return started(container);
    }

    private static RunningImage started(GenericContainer<?> container) {
        container.waitingFor(
                Wait.forLogMessage("(?s).*metrics and probes on port.*", 1).withStartupTimeout(START));
        container.start();
        return new RunningImage(container);
    }

    /** A command that ends by itself, with exit code 0. */
    static String command(Deployment deployment, String... command) {
        try (GenericContainer<?> container = container(deployment)) {
            container.withCommand(command);
            container.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(START));
            container.start();
            return container.getLogs(OutputType.STDOUT);
        }
    }

    private static GenericContainer<?> container(Deployment deployment) {
        return container("connector-" + deployment.kind().key(), deployment.environment(), deployment.binds());
    }

    /** On the host's network, where the local stack is. */
    private static GenericContainer<?> container(String image, Map<String, String> environment, List<Bind> binds) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(Images.name(image)));
        container.withNetworkMode("host");
        environment.forEach(container::withEnv);
        container.withCreateContainerCmdModifier(create -> {
            restrict(create.getHostConfig(), binds);
            create.withUser(USER);
        });
        return container;
    }

    static void restrict(HostConfig host, List<Bind> binds) {
        host.withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "rw,exec,size=64m"))
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(LIMIT_BYTES)
                .withMemorySwap(LIMIT_BYTES)
                .withBinds(binds);
    }

    /** The body of an answer with status 200. */
    String get(String path) throws IOException, InterruptedException {
        return new Probe(port()).get(path);
    }

    /** How many records it has settled this way. */
    double settled(String outcome) throws IOException, InterruptedException {
        return Probe.sum(get("/metrics"), "cdc_records_total{", "outcome=\"" + outcome + "\"");
    }

    String log() {
        return container.getLogs();
    }

    String id() {
        return container.getContainerId();
    }

    /** SIGTERM as an orchestrator sends it; the exit code. */
    int terminate() {
        container
                .getDockerClient()
                .stopContainerCmd(id())
                .withTimeout(GRACE_SECONDS)
                .exec();
        Long code = container
                .getDockerClient()
                .inspectContainerCmd(id())
                .exec()
                .getState()
                .getExitCodeLong();
        return code == null ? -1 : code.intValue();
    }

    private int port() {
        Matcher matcher = PORT.matcher(log());
        if (!matcher.find()) {
            throw new AssertionError("no port in " + log());
        }
        return Integer.parseInt(matcher.group(1));
    }

    @Override
    public void close() {
        container.close();
    }
}
