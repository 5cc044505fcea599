package dev.millrace.stack;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL's programs run: they refuse root. Another user runs them as itself. Root runs them
 *
 * <ol>
 *   <li>in a user namespace without any mapping, where the process is nobody to itself, yet owns root's files: works
 *       in every directory, but containers usually forbid it;
 *   <li>else as the user 65534, who then owns the server's directory: works in containers, as long as that user may pass
 *       through the directories above.
 * </ol>
 *
 * @param prefix goes before the command, which keeps its pid
 * @param owner the uid that the server's files must have; negative: whatever they have
 */
record ServerAccount(List<String> prefix, int owner) {
    private static final int NOBODY = 65534;

    private static final ServerAccount OURSELVES = new ServerAccount(List.of(), -1);
    static final ServerAccount NAMESPACE = new ServerAccount(List.of("unshare", "-U"), 0);
    static final ServerAccount UNPRIVILEGED =
            new ServerAccount(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), NOBODY);

    /**
     * The first account that may work in the directory.
     *
     * @throws StackException {@code ROOT_REFUSED}
     */
    static ServerAccount choose(Path directory) {
        if (new UnixSystem().getUid() != 0) {
            return OURSELVES;
        }
        return choose(directory, List.of(NAMESPACE, UNPRIVILEGED));
    }

    static ServerAccount choose(Path directory, List<ServerAccount> candidates) {
        for (ServerAccount candidate : candidates) {
            candidate.claim(directory);
            if (candidate.mayWriteTo(directory)) {
                return candidate;
            }
        }
        throw new StackException(
                StackException.Code.ROOT_REFUSED,
                "PostgreSQL does not run as root, and here root can neither enter a user namespace nor become another user"
                        + " who may work in " + directory + ".",
                "Run as another user; or install util-linux (unshare, setpriv) and choose a directory below /tmp.");
    }

    /** Gives the directory and all in it to the account. */
    void claim(Path directory) {
        if (owner < 0) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                if (!Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(owner)) {
                    Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
                }
            }
        } catch (IOException e) {
            throw OwnFiles.unusable(directory, e);
        }
    }

    /** Whether the account may start a program. */
    boolean mayRun(Path program) {
        return owner < 0 || succeeds("[ -x \"$1\" ]", program);
    }

    private boolean mayWriteTo(Path directory) {
        return succeeds("[ \"$(id -u)\" != 0 ] && [ -x \"$1\" ] && [ -w \"$1\" ]", directory);
    }

    private boolean succeeds(String test, Path argument) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("/bin/sh", "-c", test, "sh", argument.toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(10, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
