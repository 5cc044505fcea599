package dev.millrace.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The directory of one PostgreSQL server, set up: with the account that runs the programs, the data and the password.
 *
 * @param directory absolute
 * @param home where the programs are
 */
record PostgresDirectory(Path directory, Path home, ServerAccount account, String password) {
    /** The superuser. */
    static final String USER = "postgres";
    /** Messages in English, for they are read; times in UTC, and no search for the machine's time zone. */
    static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C", "TZ", "UTC");

    private static final Duration SET_UP = Duration.ofSeconds(90);

    /**
     * Sets up what is missing.
     *
     * @param accounts chooses who runs the programs in a directory
     * @throws StackException as {@link PostgresServer#start}
     */
    static PostgresDirectory prepare(Path directory, Function<Path, ServerAccount> accounts) {
        OwnFiles.createDirectories(directory);
        // Before anything in it is touched: another run may work here.
        PidFile.awaitUnused(directory.resolve("postgres.pid"));
        ProgramDirectory programs = PostgresBinaries.ofThisPlatform().directory();
        Path cached = programs.unpack(directory);
        ServerAccount account = accounts.apply(directory);
        Path home = account.mayRun(cached.resolve("bin/postgres")) ? cached : programs.unpackInto(directory);
        PostgresDirectory prepared =
                new PostgresDirectory(directory, home, account, PasswordFile.readOrDraw(directory));
        if (Files.notExists(prepared.data())) {
            prepared.initialise();
        }
        account.claim(directory);
        return prepared;
    }

    Path data() {
        return directory.resolve("data");
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** Half a set-up is no data directory: it is made beside, then renamed. */
    private void initialise() {
        Path fresh = directory.resolve("data.new");
        OwnFiles.deleteTree(fresh);
        account.claim(directory);
        List<String> command = new ArrayList<>(account.prefix());
        command.addAll(List.of(
                program("initdb"),
                "--pgdata=" + fresh,
                "--username=" + USER,
                "--auth=scram-sha-256",
                "--pwfile=" + PasswordFile.in(directory),
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
                // Only of the set-up: whoever loses the machine now starts anew.
                "--no-sync",
                "--set=fsync=on",
                "--set=synchronous_commit=on"));
        GuardedProcess process = GuardedProcess.start(
                GuardedCommand.of("initdb", directory, command).withEnvironment(ENVIRONMENT));
        if (!process.awaitEnd(SET_UP)) {
            process.close();
        }
        int code = process.onExit().join();
        if (code != 0) {
            throw new StackException(
                    StackException.Code.START_FAILED,
                    "PostgreSQL's data directory could not be set up: initdb ended with code " + code + "."
                            + process.log().lastLines(),
                    "See " + process.log().file() + " for the reason.");
        }
        try {
            Files.move(fresh, data());
        } catch (IOException e) {
            throw OwnFiles.unusable(data(), e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "PostgresDirectory[" + directory + "]";
    }
}
