package dev.millrace.redis;

import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.target.FailureKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Tries what the progress needs, without changing anything: a user who lacks a right for it would write rows and never get to commit them.
 * For one thread.
 */
final class RightsCheck {
    private final Map<String, Command> needed = new LinkedHashMap<>();

    RightsCheck(RedisSettings settings, Procedures procedures) {
        needed.put("TIME", new Command(0, Protocol.Command.TIME, List.of()));
        if (settings.minReplicas().orElse(1) > 0) {
            // For no replica: it is answered at once.
            needed.put("WAIT", new Command(0, Protocol.Command.WAIT, List.of(bytes("0"), bytes("0"))));
        }
        String key = settings.progressKey() + ":rights";
        needed.put(
                "reading and calling procedures on " + settings.progressKey() + ":*",
                procedures.call(new RowCommand(
                        Procedure.PROGRESS_READ, List.of(bytes(key)), List.of(bytes(""), bytes("none"), bytes("0")))));
    }

    /** What the user may not do at the other end of the connection. A node looks at rights before it sends anybody to another one. */
    Optional<Problem> check(Link link) throws LinkFailure {
        for (Command command : needed.values()) {
            link.send(command.name(), command.arguments());
        }
        link.flush();
        List<String> refused = new ArrayList<>();
        for (String what : needed.keySet()) {
            if (link.read() instanceof JedisDataException error
                    && ServerError.of(Exchange.text(error)).kind() == FailureKind.FATAL) {
                refused.add(what);
            }
        }
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem(
                        ProblemCode.TARGET_REFUSED,
                        "target.user",
                        "the user may not do what the progress needs: " + String.join(", ", refused),
                        "docs/redis.md has the rules of a user"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
