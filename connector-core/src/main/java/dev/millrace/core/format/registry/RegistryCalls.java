package dev.millrace.core.format.registry;

import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.config.RegistryConfig;
import dev.millrace.core.config.RegistryConfig.Login;
import dev.millrace.core.config.TrustedCertificates;
import dev.millrace.core.format.JsonObject;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.SchemaUnavailable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks a registry over HTTP, with the configured login and time. Safe for all threads; each waits for its own answer. */
public final class RegistryCalls {
    /** Of an answer that has what was asked for. */
    public static final int OK = 200;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final JsonObject json = new JsonObject();
    private final HttpClient http;
    private final Duration timeout;
    private final Optional<String> authorization;

    /** @throws dev.millrace.core.config.ConfigurationException where the certificates cannot be read */
    public RegistryCalls(RegistryConfig config) {
        this.http = HttpClient.newBuilder()
                .sslContext(TrustedCertificates.context(config.caFile(), "format.registry.ca-file"))
                .connectTimeout(config.timeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.timeout = config.timeout();
        this.authorization = authorization(config.login());
    }

    private static Optional<String> authorization(Login login) {
        if (login instanceof Login.Basic basic) {
            String pair = basic.user() + ":" + basic.password();
            return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return login instanceof Login.Bearer bearer ? Optional.of("Bearer " + bearer.token()) : Optional.empty();
    }

    /** As {@link #ask}, with the configured login. */
    HttpResponse<byte[]> get(URI address) throws SchemaUnavailable {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        authorization.ifPresent(value -> request.header("Authorization", value));
        return ask(request);
    }

    /**
     * The answer, which is neither an error of the registry nor of the login.
     *
     * @throws SchemaUnavailable where there is none, or one that may be another later
     */
    public HttpResponse<byte[]> ask(HttpRequest.Builder request) throws SchemaUnavailable {
        return answer(request.build());
    }

    /**
     * What the answer says. What is no JSON comes from something before the registry, and may be an answer of the registry later.
     *
     * @throws SchemaUnavailable where it is no JSON object
     */
    public Row body(HttpResponse<byte[]> answer) throws SchemaUnavailable {
        try {
            return json.row(answer.body(), LeftOutColumns.REJECT);
        } catch (Rejection noAnswerOfTheApi) {
            throw notTheApi(answer);
        }
    }

    static SchemaUnavailable notTheApi(HttpResponse<byte[]> answer) {
        return new SchemaUnavailable("format.registry.url is not that of a registry's API: it answers "
                + answer.statusCode() + " without what the API has");
    }

    private HttpResponse<byte[]> answer(HttpRequest request) throws SchemaUnavailable {
        String host = request.uri().getAuthority();
        // The client's own timeout ends with the headers; a body may take forever.
        CompletableFuture<HttpResponse<byte[]>> coming = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            return understood(host, coming.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            throw new SchemaUnavailable("the registry at " + host + " does not answer in time");
        } catch (ExecutionException failed) {
            @Nullable Throwable cause = failed.getCause();
            throw new SchemaUnavailable("the registry at " + host + " cannot be reached"
                    + (cause == null ? "" : ": " + cause.getClass().getSimpleName()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SchemaUnavailable("the connector stops");
        } finally {
            coming.cancel(true);
        }
    }

    private static HttpResponse<byte[]> understood(String host, HttpResponse<byte[]> answer) throws SchemaUnavailable {
        int status = answer.statusCode();
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw new SchemaUnavailable("the registry at " + host + " refuses the login (" + status
                    + "): mend format.registry.user and .password, or .token, or what the login may read");
        }
        boolean mayBeAnotherLater = status != OK && (status < 400 || status >= 500 || status == 408 || status == 429);
        if (mayBeAnotherLater) {
            throw new SchemaUnavailable("the registry at " + host + " answers " + status);
        }
        return answer;
    }
}
