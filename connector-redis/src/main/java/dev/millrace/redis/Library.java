package dev.millrace.redis;

import java.util.List;
import redis.clients.jedis.Protocol;

/** The procedures as the server takes them: one library of functions, or a script each. Immutable; safe for all threads. */
final class Library {
    /** How a server runs procedures. */
    enum Form {
        /** FCALL: functions are kept with the data and reach replicas. From Redis 7. */
        FUNCTIONS,
        /** EVALSHA: scripts are forgotten when the server ends. */
        SCRIPTS
    }

    Library() {}

    /** The commands that load what is missing; to be sent to each primary. */
    List<Command> load(Form form) {
        return List.of();
    }

    /** The call as one command. */
    Command call(RowCommand command, Form form) {
        return new Command(
                0, form == Form.FUNCTIONS ? Protocol.Command.FCALL : Protocol.Command.EVALSHA, command.arguments());
    }
}
