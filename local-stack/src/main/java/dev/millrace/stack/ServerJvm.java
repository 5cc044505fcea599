package dev.millrace.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JVM of a server that comes as jars: small, under a guard, on a class path of its own. It keeps its data in the directory
 * {@code data} within its own.
 *
 * @param name of its jars, its log and its process file
 * @param directory its own; absolute
 * @param java the program that runs it
 * @param options of the JVM, the size of its memory among them
 * @param arguments the main class and what it is given
 */
record ServerJvm(String name, Path directory, Path java, List<String> options, List<String> arguments) {

    /** The program that runs this JVM. */
    static Path ownJava() {
        return java(Path.of(System.getProperty("java.home")));
    }

    /** The program of a JDK. */
    static Path java(Path home) {
        return home.resolve("bin").resolve("java");
    }

    /** Where a server whose directory this is keeps its data. */
    static Path data(Path directory) {
        return directory.resolve("data");
    }

    /**
     * Starts the server and returns when it accepts clients and has said that it does.
     *
     * @param classPath what is on the class path beside the server's jars
     * @param address on which it listens
     * @param port of the address
     * @param started what it prints when it can be used
     * @throws StackException as the servers' {@code start}
     */
    GuardedProcess launch(List<Path> classPath, BindAddress address, int port, String started) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        // Whole seconds sooner ready, and small; what these servers do is too short for the second compiler.
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        // Where a native library that is left by a kill goes with the rest.
        command.add("-Djava.io.tmpdir=" + directory);
        command.addAll(options);
        List<Path> jars = ServerJars.of(name);
        List<Path> archived = jars.stream().filter(ServerJvm::archivable).toList();
        ClassArchive archive = ClassArchive.of(name, java, archived);
        command.addAll(archive.options());
        command.addAll(arguments);
        Stream<Path> others = jars.stream().filter(jar -> !archivable(jar));
        String path = Stream.of(archived.stream(), others, classPath.stream())
                .flatMap(Function.identity())
                .map(Path::toString)
                .collect(Collectors.joining(":"));
        // In the environment: a command line of a hundred jars would hide everything else from those who look at
        // processes.
        GuardedProcess process = GuardedProcess.start(
                GuardedCommand.of(name, directory, command).withEnvironment(Map.of("CLASSPATH", path)));
        Readiness.await(process, () -> accepts(address, port) && process.log().contains(started));
        archive.loaded();
        return process;
    }

    /** DynamoDB Local's own jar brings a directory onto the class path, which no archive can have. */
    private static boolean archivable(Path jar) {
        return !jar.getFileName().toString().startsWith("DynamoDBLocal");
    }

    private static boolean accepts(BindAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.address(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
