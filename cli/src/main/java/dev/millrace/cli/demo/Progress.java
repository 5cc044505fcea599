package dev.millrace.cli.demo;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a piece of work is: a bar on a terminal, a line every few seconds elsewhere, less often while nothing moves; nothing where
 * there is nothing to do.
 * For one thread.
 */
final class Progress implements AutoCloseable {
    private static final long LINE_NANOS = 2_000_000_000L;
    private static final long STILL_NANOS = 10_000_000_000L;

    private final PrintWriter out;
    private final String name;
    private final long total;
    private final Optional<ProgressBar> bar;
    private final LongSupplier nanoTime;
    private long lastLineNanos;
    private long lastDone;

    /** @param out takes plain lines; a bar goes to standard error */
    Progress(PrintWriter out, String name, long total) {
        this(out, name, total, System::nanoTime);
    }

    Progress(PrintWriter out, String name, long total, LongSupplier nanoTime) {
        this.out = out;
        this.name = name;
        this.total = total;
        this.nanoTime = nanoTime;
        this.lastLineNanos = nanoTime.getAsLong();
        this.bar = total > 0 && isTerminal() ? Optional.of(bar(name, total)) : Optional.empty();
    }

    /** Whether standard error is a terminal: the launcher knows, Java does not. */
    private static boolean isTerminal() {
        return Boolean.getBoolean("millrace.terminal");
    }

    private static ProgressBar bar(String name, long total) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(200)
                .build();
    }

    void at(long done) {
        if (bar.isPresent()) {
            bar.get().stepTo(done);
        } else if (total > 0 && nanoTime.getAsLong() - lastLineNanos > (done == lastDone ? STILL_NANOS : LINE_NANOS)) {
            lastLineNanos = nanoTime.getAsLong();
            lastDone = done;
            out.println(String.format(Locale.ROOT, "%s: %,d of %,d", name, done, total));
            out.flush();
        }
    }

    @Override
    public void close() {
        if (bar.isPresent()) {
            bar.get().close();
        } else if (total > 0) {
            out.println(String.format(Locale.ROOT, "%s: done, %,d", name, total));
            out.flush();
        }
    }
}
