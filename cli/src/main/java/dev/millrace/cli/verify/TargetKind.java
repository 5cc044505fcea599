package dev.millrace.cli.verify;

import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the demo can replicate into. */
public enum TargetKind {
    POSTGRES("PostgreSQL", ServerKind.POSTGRES),
    DYNAMODB("DynamoDB", ServerKind.DYNAMODB),
    KEYSPACES("Keyspaces", ServerKind.CASSANDRA),
    REDIS("Redis", ServerKind.REDIS);

    /** Where the demo's tables are in Keyspaces. */
    public static final String KEYSPACE = "bank";

    private final String title;
    private final ServerKind server;

    TargetKind(String title, ServerKind server) {
        this.title = title;
        this.server = server;
    }

    /** What a person calls it. */
    public String title() {
        return title;
    }

    /** Its name in commands, files and JSON; part of the interface. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The server that stands for it on this machine. */
    public ServerKind server() {
        return server;
    }

    /** Those that a stack has a server for, in the order of the enum. */
    public static List<TargetKind> in(StackFile stack) {
        return Arrays.stream(values())
                .filter(kind -> stack.servers().containsKey(kind.server()))
                .toList();
    }
}
