package dev.millrace.cli;

import dev.millrace.stack.StackListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says on the terminal how far the servers are. */
public final class StackProgress implements StackListener {
    private final PrintWriter err;

    public StackProgress(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void starting(String server) {
        err.println("Starting " + server + " …");
        err.flush();
    }

    @Override
    public void ready(String server, Duration took) {
        err.println(String.format(Locale.ROOT, "%s is ready (%.1f s).", server, took.toMillis() / 1000.0));
        err.flush();
    }

    @Override
    public void stopping(String server) {
        err.println("Stopping " + server + " …");
        err.flush();
    }
}
