package dev.millrace.redis;

import dev.millrace.redis.LinkFailure.Stage;
import dev.millrace.redis.RedisSettings.Node;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/** Opens connections that can be used at once: logged in, and it is known who answers. Safe for all threads. */
final class Dialer {
    private final Sockets sockets;
    private final Credentials credentials;
    private final int database;
    private final String clientName;
    private final LinkWatch watch;
    private final LongSupplier nanoClock;

    /** @param nanoClock by which logins grow old */
    Dialer(RedisSettings settings, Sockets sockets, Credentials credentials, LinkWatch watch, LongSupplier nanoClock) {
        this.sockets = sockets;
        this.credentials = credentials;
        this.database = settings.database();
        this.clientName = settings.clientName();
        this.watch = watch;
        this.nanoClock = nanoClock;
    }

    /**
     * A connection, and what its server said of itself.
     *
     * @param info of the sections {@code server} and {@code replication}
     */
    record Dialed(Link link, ServerInfo info) {}

    /** @throws LinkFailure also where what answers is no primary */
    Dialed dial(Node node) throws LinkFailure {
        Dialed dialed = dialAny(node);
        if (!dialed.info().isPrimary()) {
            hangUp(dialed.link());
            throw LinkFailure.unusable(Stage.ROLE, LinkFailure.NOT_PRIMARY);
        }
        return dialed;
    }

    /** To a replica as well. */
    Dialed dialAny(Node node) throws LinkFailure {
        long now = nanoClock.getAsLong();
        List<byte[]> login = credentials.current();
        Link link = connect(node);
        boolean usable = false;
        try {
            ServerInfo info = greet(link, login);
            link.loggedInAt(now);
            usable = true;
            return new Dialed(link, info);
        } finally {
            if (!usable) {
                hangUp(link);
            }
        }
    }

    private Link connect(Node node) throws LinkFailure {
        try {
            Socket socket = sockets.open(node);
            Link link = new Link(socket);
            watch.add(link);
            return link;
        } catch (IOException failure) {
            throw LinkFailure.unreachable(Stage.CONNECTING, failure);
        }
    }

    /** All questions at once: one round for a new connection. */
    private ServerInfo greet(Link link, List<byte[]> login) throws LinkFailure {
        try {
            if (!login.isEmpty()) {
                link.send(Command.AUTH, login);
            }
            if (database != 0) {
                link.send(Command.SELECT, Integer.toString(database));
            }
            link.send(Command.CLIENT, "SETNAME", clientName);
            link.send(Command.INFO, "server");
            link.send(Command.INFO, "replication");
            link.flush();
            if (!link.isWordNext()) {
                throw LinkFailure.unusable(Stage.QUESTIONS, LinkFailure.NOT_REDIS);
            }
            if (!login.isEmpty()) {
                require(Stage.LOGIN, link.read());
            }
            if (database != 0) {
                require(Stage.DATABASE, link.read());
            }
            // Its name is for those who look at the server; without it everything works.
            Object named = link.read();
            return introduction(link, named);
        } catch (LinkFailure failure) {
            throw failure.before(Stage.QUESTIONS);
        }
    }

    /** @param first what was answered to the first question: a server that takes nobody says why, once, and hangs up */
    private static ServerInfo introduction(Link link, @Nullable Object first) throws LinkFailure {
        try {
            List<@Nullable Object> info = new ArrayList<>();
            info.add(require(Stage.QUESTIONS, link.read()));
            info.add(require(Stage.QUESTIONS, link.read()));
            return ServerInfo.of(info);
        } catch (LinkFailure failure) {
            if (failure.stage() == Stage.IN_USE) {
                require(Stage.QUESTIONS, first);
            }
            throw failure;
        }
    }

    /** Shows the credentials again where the ones that were shown are old. */
    void renewWhereOld(Link link) throws LinkFailure {
        long now = nanoClock.getAsLong();
        Optional<Duration> renewedAfter = credentials.renewedAfter();
        if (renewedAfter.isEmpty()
                || now - link.loggedInAtNanos() < renewedAfter.get().toNanos()) {
            return;
        }
        List<byte[]> login = credentials.current();
        try {
            link.send(Command.AUTH, login);
            link.flush();
            require(Stage.LOGIN, link.read());
            link.loggedInAt(now);
        } catch (LinkFailure failure) {
            throw failure.before(Stage.LOGIN);
        }
    }

    private static @Nullable Object require(Stage stage, @Nullable Object reply) throws LinkFailure {
        if (reply instanceof JedisDataException error) {
            throw LinkFailure.refused(stage, ServerError.of(String.valueOf(error.getMessage())));
        }
        return reply;
    }

    /** Closes it; also one that is in use, on any thread. */
    void hangUp(Link link) {
        watch.remove(link);
        link.close();
    }

    /** Ends all connections, and whoever opens one finds it ended. */
    void close() {
        watch.close();
        credentials.close();
    }
}
