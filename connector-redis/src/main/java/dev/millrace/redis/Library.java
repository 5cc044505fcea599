package dev.millrace.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The procedures as the server takes them: one library of functions, or a script each. Immutable; safe for all threads. */
final class Library {
    /** How a server runs procedures. */
    enum Form {
        /** FCALL: functions are kept with the data and reach replicas. From Redis 7. */
        FUNCTIONS,
        /** EVALSHA: scripts are forgotten when the server ends. */
        SCRIPTS
    }

    private static final String PRELUDE = "prelude";
    /** Of the digest in names: enough to keep two versions apart. */
    private static final int NAME_DIGITS = 8;

    private static final int MOST_KEYS = 2;
    /** How many keys follow, as a command says it. */
    private static final List<byte[]> COUNTS = List.of(utf8("0"), utf8("1"), utf8("2"));

    private final Map<Procedure, byte[]> scripts = new EnumMap<>(Procedure.class);
    /** What a script is called by: its SHA-1. */
    private final Map<Procedure, byte[]> digests = new EnumMap<>(Procedure.class);

    private final Map<Procedure, byte[]> functions = new EnumMap<>(Procedure.class);
    private final byte[] functionLibrary;

    Library() {
        String prelude = resource(PRELUDE);
        Map<Procedure, String> bodies = new EnumMap<>(Procedure.class);
        StringBuilder all = new StringBuilder(prelude);
        for (Procedure procedure : Procedure.values()) {
            String body = resource(name(procedure));
            bodies.put(procedure, body);
            all.append(body);
            byte[] script = utf8(prelude + body);
            scripts.put(procedure, script);
            digests.put(procedure, utf8(sha1(script)));
        }
        // In all names: while versions of the connector take turns, none replaces the functions of another.
        String digest = sha1(utf8(all.toString())).substring(0, NAME_DIGITS);
        StringBuilder library = new StringBuilder("#!lua name=millrace_" + digest + "\n" + prelude);
        bodies.forEach((procedure, body) -> {
            String name = "millrace_" + digest + "_" + name(procedure);
            functions.put(procedure, utf8(name));
            library.append("redis.register_function('" + name + "', function(KEYS, ARGV)\n" + body + "end)\n");
        });
        this.functionLibrary = utf8(library.toString());
    }

    /** The commands that load what is missing; to be sent to each primary. */
    List<Command> load(Form form) {
        if (form == Form.FUNCTIONS) {
            return List.of(loading(Protocol.Command.FUNCTION, utf8("LOAD"), utf8("REPLACE"), functionLibrary));
        }
        return scripts.values().stream()
                .map(script -> loading(Protocol.Command.SCRIPT, utf8("LOAD"), script))
                .toList();
    }

    private static Command loading(ProtocolCommand name, byte[]... arguments) {
        return new Command(0, name, List.of(arguments));
    }

    /** The call as one command. */
    Command call(RowCommand command, Form form) {
        List<byte[]> keys = command.keys();
        if (keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException("at most " + MOST_KEYS + " keys, not " + keys.size());
        }
        Map<Procedure, byte[]> names = form == Form.FUNCTIONS ? functions : digests;
        byte[][] arguments = new byte[2 + keys.size() + command.arguments().size()][];
        int next = 0;
        arguments[next++] = Objects.requireNonNull(names.get(command.procedure()));
        arguments[next++] = COUNTS.get(keys.size());
        for (byte[] key : keys) {
            arguments[next++] = key;
        }
        for (byte[] argument : command.arguments()) {
            arguments[next++] = argument;
        }
        return new Command(
                JedisClusterCRC16.getSlot(command.key()),
                form == Form.FUNCTIONS ? Protocol.Command.FCALL : Protocol.Command.EVALSHA,
                Arrays.asList(arguments));
    }

    private static String name(Procedure procedure) {
        return procedure.name().toLowerCase(Locale.ROOT);
    }

    private static String resource(String name) {
        try (InputStream stream = Library.class.getResourceAsStream(name + ".lua")) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What servers call a script by, whatever else it may be good for. */
    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
