package dev.millrace.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The signals of POSIX that the stack sends to its servers. */
public enum Signal {
    /** Please stop. */
    TERM,
    /** To PostgreSQL: disconnect everybody, write a checkpoint, stop. Ignored by other servers, which inherit that. */
    INT,
    /** To PostgreSQL: stop at once and recover at the next start. To a JVM: print all stacks. */
    QUIT,
    /** End without being asked. */
    KILL,
    /** Freeze: the process keeps its connections and answers nothing. */
    STOP,
    /** Thaw. */
    CONT;

    /**
     * Sends this signal. A process that has ended meanwhile is passed over.
     *
     * @throws StackException {@code START_FAILED} where no shell can be run
     */
    void sendTo(Stream<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$@\" 2>/dev/null", "kill", name()));
        processes
                .filter(ProcessHandle::isAlive)
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        if (command.size() == 5) {
            return;
        }
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new StackException(
                    StackException.Code.START_FAILED, "/bin/sh could not be run.", "Provide a POSIX shell.", e);
        } catch (InterruptedException e) {
            // The signal is on its way; who waits next sees the interruption.
            Thread.currentThread().interrupt();
        }
    }
}
