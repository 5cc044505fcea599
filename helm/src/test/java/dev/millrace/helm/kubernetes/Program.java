package dev.millrace.helm.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of this machine that is run to its end. */
final class Program {
    private Program() {}

    /** How it ended, and what it printed. */
    record Ended(List<String> command, int code, String out, String err) {
        /** What it printed; fails with what it complained about where it did not end well. */
        String orFail() {
            if (code != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + code + ":\n" + err + out);
            }
            return out;
        }
    }

    /** @throws AssertionError where it has not ended by then; it is killed */
    static Ended run(Duration limit, List<String> command) {
        return run(limit, command, "");
    }

    static Ended run(Duration limit, List<String> command, String input) {
        try {
            Process process = new ProcessBuilder(command).start();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        String.join(" ", command) + " still runs after " + limit + ":\n" + err.join() + out.join());
            }
            return new Ended(command, process.exitValue(), out.join(), err.join());
        } catch (IOException missing) {
            return new Ended(command, 127, "", missing.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during " + String.join(" ", command), interrupted);
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
