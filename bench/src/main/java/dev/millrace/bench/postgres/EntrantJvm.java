package dev.millrace.bench.postgres;

import dev.millrace.bench.run.BenchFailure;
import dev.millrace.bench.run.JvmCommand;
import dev.millrace.stack.GuardedCommand;
import dev.millrace.stack.GuardedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A JVM that is told over HTTP what to do. For one thread. */
final class EntrantJvm implements AutoCloseable {
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(3);
    private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int FIRST_REFUSAL = 300;

    private final GuardedProcess process;
    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * Starts it and returns when it answers.
     *
     * @param port of the loopback address, where it listens
     * @param path that it answers when it can be used
     */
    EntrantJvm(GuardedCommand command, int port, String path) throws InterruptedException {
        this.process = GuardedProcess.start(command);
        this.address = "http://127.0.0.1:" + port;
        long start = System.nanoTime();
        while (!answers(path)) {
            if (!process.isAlive() || System.nanoTime() - start > LONGEST_START_NANOS) {
                process.close();
                throw new BenchFailure("a JVM did not start: " + lastLines());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    long pid() {
        return process.pid();
    }

    private boolean answers(String path) throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + path)).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() < FIRST_REFUSAL;
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * The answer.
     *
     * @throws BenchFailure when it refuses, or is gone
     */
    String send(String method, String path, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(LONGEST_ANSWER)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= FIRST_REFUSAL) {
                throw new BenchFailure(response.body() + "; " + lastLines());
            }
            return response.body();
        } catch (IOException gone) {
            throw new BenchFailure("the JVM does not answer: " + lastLines(), gone);
        }
    }

    private String lastLines() {
        try {
            return JvmCommand.lastLines(process.command().logFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
