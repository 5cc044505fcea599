package dev.millrace.helm.kubernetes;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.GuardedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The cluster's API for reading the pods of one namespace, through {@code kubectl proxy}: it also reaches what pods serve. */
final class Api implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Starting to serve on 127\\.0\\.0\\.1:(\\d+)");
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GuardedProcess proxy;
    private final URI pods;
    /** An offer of HTTP/2 would be taken for a request to upgrade the connection to the pod. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    private Api(GuardedProcess proxy, URI pods) {
        this.proxy = proxy;
        this.pods = pods;
    }

    /** @param directory for the proxy's log */
    static Api open(Kubectl kubectl, Path directory) {
        String path = "/api/v1/namespaces/" + kubectl.namespace() + "/pods";
        GuardedCommand command = GuardedCommand.of(
                "kubectl-proxy",
                directory,
                kubectl.command(
                        "proxy", "--port=0", "--accept-paths=^" + path, "--reject-methods=POST,PUT,PATCH,DELETE"));
        GuardedProcess proxy = GuardedProcess.start(command);
        try {
            String port = await("kubectl proxy")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> port(command.logFile()), Optional::isPresent)
                    .orElseThrow();
            return new Api(proxy, URI.create("http://127.0.0.1:" + port + path));
        } catch (RuntimeException | Error failure) {
            proxy.close();
            throw failure;
        }
    }

    private static Optional<String> port(Path log) throws IOException {
        Matcher named = PORT.matcher(Files.exists(log) ? Files.readString(log) : "");
        return named.find() ? Optional.of(named.group(1)) : Optional.empty();
    }

    /** Those of the connectors, whatever their state. */
    List<Pod> pods() throws IOException, InterruptedException {
        String selector = "?labelSelector=app.kubernetes.io%2Fcomponent%3Dconnector";
        HttpResponse<String> response = get(URI.create(pods + selector));
        if (response.statusCode() != 200) {
            throw new IOException("the API answered " + response.statusCode());
        }
        List<Pod> found = new ArrayList<>();
        for (JsonNode pod : JSON.readTree(response.body()).at("/items")) {
            found.add(Pod.of(pod));
        }
        return found;
    }

    /** What a pod says of itself; empty where it does not answer now. */
    Optional<String> metrics(Pod pod) throws InterruptedException {
        try {
            HttpResponse<String> response = get(URI.create(pods + "/" + pod.name() + ":9404/proxy/metrics"));
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notNow) {
            return Optional.empty();
        }
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri).timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        proxy.close();
    }
}
