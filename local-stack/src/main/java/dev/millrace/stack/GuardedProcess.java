package dev.millrace.stack;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A child process that cannot outlive this JVM, however this JVM ends.
 *
 * <p>Between us and the process stands a guard, a small shell script at the other end of a pipe. The kernel closes the
 * pipe when this JVM dies, even of {@code SIGKILL}; then the guard stops the process, politely first. Both live in a
 * session of their own, so that a Ctrl-C in the terminal reaches only this JVM. When the guard itself is killed, this side
 * kills the process. A normal exit of this JVM waits for the end of the process.
 *
 * <p>Thread safe: everything is final, and processes may be signalled from any thread.
 */
public final class GuardedProcess implements AutoCloseable {
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final GuardedCommand command;
    private final LogFile log;
    private final Process guard;
    private final long pid;
    /** Empty where the process had ended before we could look at it. */
    private final Optional<ProcessHandle> process;

    private final CompletableFuture<Integer> ended;

    private GuardedProcess(GuardedCommand command, LogFile log, Process guard, long pid) {
        this.command = command;
        this.log = log;
        this.guard = guard;
        this.pid = pid;
        this.process = ProcessHandle.of(pid);
        this.ended = guard.onExit().thenCompose(this::cleanUp).whenComplete((code, failure) -> ExitHook.remove(this));
    }

    /**
     * Starts the process and returns as soon as it has a pid; whether it works is for the caller to find out.
     *
     * @throws StackException {@code DIRECTORY_UNUSABLE}, {@code DIRECTORY_IN_USE} when the pid file names a process that is
     *     still alive after 10 s, {@code START_FAILED}
     */
    public static GuardedProcess start(GuardedCommand command) {
        PidFile.awaitUnused(command.pidFile());
        LogFile log = LogFile.openAtEnd(command.logFile());
        Process guard = Guard.start(command);
        long pid = readPid(guard)
                .orElseThrow(() -> new StackException(
                        StackException.Code.START_FAILED,
                        command.name() + " could not be started." + log.lastLines(),
                        "See " + log.file() + "."));
        GuardedProcess process = new GuardedProcess(command, log, guard, pid);
        ExitHook.add(process);
        if (!process.isAlive()) {
            // It may have left the hook before it joined.
            ExitHook.remove(process);
        }
        return process;
    }

    private static Optional<Long> readPid(Process guard) {
        try (BufferedReader reader = guard.inputReader()) {
            String line = reader.readLine();
            return line == null ? Optional.empty() : Optional.of(Long.valueOf(line));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The process's own pid, not the guard's. */
    public long pid() {
        return pid;
    }

    /** What runs here. */
    public GuardedCommand command() {
        return command;
    }

    /** The output since this start. */
    LogFile log() {
        return log;
    }

    /** True until the process and its guard have ended. */
    public boolean isAlive() {
        return !ended.isDone();
    }

    /**
     * Completes when the process has ended, with its exit code: 128 and the signal's number where a signal ended it. A
     * copy: completing or cancelling it changes nothing.
     */
    public CompletableFuture<Integer> onExit() {
        return ended.copy();
    }

    /** Sends a signal to the process alone. */
    public void signal(Signal signal) {
        signal.sendTo(process.stream());
    }

    /** Sends a signal to the process and to all that it has started, itself first. */
    public void signalAll(Signal signal) {
        signal.sendTo(family());
    }

    /** Freezes the process and all that it has started; when this returns, none of them does anything. */
    void freeze() {
        // The parent first: it cannot start anything while its children are being collected.
        signal(Signal.STOP);
        signalAll(Signal.STOP);
        Standstill.await(family());
    }

    /** Ends the process and all that it has started with {@code SIGKILL}, and waits until they are gone. */
    public void kill() {
        CompletableFuture<Void> family = killFamily();
        awaitEnd(AFTER_KILL);
        // Not only the process: its children may hold what the next start needs.
        family.completeOnTimeout(null, AFTER_KILL.toSeconds(), TimeUnit.SECONDS).join();
    }

    /**
     * Asks the process to end.
     *
     * @return whether it ended within the given time
     */
    public boolean terminate(Duration patience) {
        return stop(Signal.TERM, patience);
    }

    /**
     * Sends a signal that asks the process to end, thawing it where it was frozen.
     *
     * @return whether it ended within the given time
     */
    public boolean stop(Signal politely, Duration patience) {
        signal(politely);
        signalAll(Signal.CONT);
        return awaitEnd(patience);
    }

    /**
     * Waits for the end.
     *
     * @return whether it came within the given time; false also when the calling thread is interrupted, which stays so
     */
    public boolean awaitEnd(Duration patience) {
        try {
            ended.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Lets the guard stop the process: politely, by force after the grace time. Returns when all is gone; a second call
     * does nothing. Never throws.
     */
    @Override
    public void close() {
        releaseGuard();
        if (!awaitEnd(command.grace().plusSeconds(2))) {
            CompletableFuture<Void> family = killFamily();
            guard.destroyForcibly();
            awaitEnd(AFTER_KILL);
            family.completeOnTimeout(null, AFTER_KILL.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
    }

    private CompletableFuture<Integer> cleanUp(Process endedGuard) {
        // Where the guard was killed, its watcher still waits at the pipe; this ends it.
        releaseGuard();
        int code = endedGuard.exitValue();
        if (process.filter(ProcessHandle::isAlive).isEmpty()) {
            return CompletableFuture.completedFuture(code);
        }
        // A process that nobody reaps looks alive for ever: do not wait for that.
        return killFamily()
                .completeOnTimeout(null, AFTER_KILL.toSeconds(), TimeUnit.SECONDS)
                .thenApply(gone -> {
                    PidFile.delete(command.pidFile());
                    return code;
                });
    }

    /** Completes when all of them are gone; never, where nobody reaps them. */
    private CompletableFuture<Void> killFamily() {
        // Collected before the first of them dies: orphans have no parent to be found by.
        List<ProcessHandle> family = family().toList();
        CompletableFuture<Void> gone = CompletableFuture.allOf(
                family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
        family.forEach(ProcessHandle::destroyForcibly);
        return gone;
    }

    private Stream<ProcessHandle> family() {
        return process.stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants().toList().stream()));
    }

    private void releaseGuard() {
        try {
            guard.getOutputStream().close();
        } catch (IOException e) {
            // Nothing was ever written, so nothing is lost; a closed pipe is all that is wanted.
        }
    }

    @Override
    public String toString() {
        return command.name() + " (" + pid + ")";
    }
}
