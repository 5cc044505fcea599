package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StackTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void a_server_that_dies_ends_it_with_the_reason() throws Exception {
        Path run = directory.resolve("run");
        try (CommandProcess stack = CommandProcess.start(
                directory, "stack", "--servers", "postgres,kafka,redis", "--dir", run.toString())) {
            stack.awaitText("Ctrl-C ends it.", LIMIT);
            StackFile file = StackFile.read(run);
            assertEquals(
                    Set.of(ServerKind.KAFKA, ServerKind.POSTGRES, ServerKind.REDIS),
                    file.servers().keySet());
            stack.awaitText(
                    "REDISCLI_AUTH=" + file.redis().password() + " redis-cli -h 127.0.0.1 -p "
                            + file.redis().port(),
                    LIMIT);
            Processes.signal("KILL", file.postgres().pid());
            Cli ended = stack.awaitEnd(Duration.ofSeconds(30));
            assertEquals(1, ended.exitCode());
            assertTrue(ended.err().contains("error: SERVER_ENDED: PostgreSQL has ended with code 137."), ended::err);
            Processes.awaitGone(List.of(file.kafka().pid(), file.redis().pid()), Duration.ofSeconds(10));
        }
    }

    @Test
    void at_another_address_everything_is_shown_there_with_a_warning() throws Exception {
        Path run = directory.resolve("run");
        try (CommandProcess stack = CommandProcess.start(
                directory, "stack", "--servers", "redis", "--bind", outside(), "--dir", run.toString())) {
            stack.awaitText("Ctrl-C ends it.", LIMIT);
            stack.awaitText("Redis       " + outside() + ":", LIMIT);
            stack.awaitText("warning: whoever reaches " + outside() + " reaches these servers.", LIMIT);
            assertEquals(outside(), StackFile.read(run).redis().host());
        }
    }

    private static String outside() throws SocketException {
        Optional<String> outside = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
        assumeTrue(outside.isPresent(), "this machine has no address but the loopback's");
        return outside.orElseThrow();
    }

    @Test
    void an_address_that_servers_cannot_tell_their_clients_is_refused() {
        Errors.assertOneLine(
                2, "--bind 0.0.0.0 is no IPv4 address of one interface", Cli.run("stack", "--bind", "0.0.0.0"));
    }

    @Test
    void a_server_that_nobody_knows_is_refused() {
        Errors.assertOneLine(
                2,
                "Invalid value for option '--servers' (NAME): expected one of kafka, postgres, dynamodb, cassandra,"
                        + " redis but was 'oracle'",
                Cli.run("stack", "--servers", "kafka,oracle"));
    }
}
