package dev.millrace.postgres;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Sends each request of the SDK's once. HttpURLConnection sends a POST again when its connection ends without an answer, and tells nobody:
 * a statement that was executed twice in one transaction would find its own versions and call its writes stale. Safe for all threads.
 */
final class DataApiHttp implements SdkHttpClient {
    /** Headers that the client writes itself; the host's is the one that was signed. */
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "connection", "expect");

    private final HttpClient client;
    private final Duration timeout;

    /** @param timeout until an answer must be there, whole */
    DataApiHttp(Duration connectTimeout, Duration timeout) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
        this.timeout = timeout;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return send(request);
            }

            @Override
            public void abort() {
                // Its own timeout ends it.
            }
        };
    }

    private HttpExecuteResponse send(HttpExecuteRequest executed) throws IOException {
        SdkHttpRequest request = executed.httpRequest();
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.getUri())
                .timeout(timeout)
                .method(request.method().name(), body(executed));
        request.forEachHeader((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        // The client's own timeout ends with the headers; a body may take forever.
        CompletableFuture<HttpResponse<byte[]>> coming = client.sendAsync(builder.build(), BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(response.statusCode())
                            .headers(response.headers().map())
                            .build())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(response.body())))
                    .build();
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no whole answer in time");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof IOException known ? known : new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            InterruptedIOException stopped = new InterruptedIOException("interrupted");
            stopped.initCause(interrupted);
            throw stopped;
        } finally {
            coming.cancel(true);
        }
    }

    private static BodyPublisher body(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return BodyPublishers.noBody();
        }
        try (InputStream content = request.contentStreamProvider().get().newStream()) {
            return BodyPublishers.ofByteArray(content.readAllBytes());
        }
    }

    @Override
    public String clientName() {
        return "JdkHttp";
    }

    @Override
    public void close() {
        // Its connections end when nobody holds it any more.
    }
}
