package dev.millrace.cli.soak;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.dynamodb.ThrottlingProxy;
import dev.millrace.keyspaces.CqlProxy;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a store on which it answers as its service does that is asked too often: from {@link #on} to {@link #off}. */
sealed interface Throttle extends AutoCloseable {

    /** @throws IllegalArgumentException of PostgreSQL and Redis, which refuse nobody for that */
    static Throttle of(TargetKind target, StackFile stack) throws IOException {
        return switch (target) {
            case DYNAMODB -> new OfDynamoDb(stack);
            case KEYSPACES -> new OfCassandra(stack);
            case POSTGRES, REDIS -> throw new IllegalArgumentException("nothing to throttle");
        };
    }

    void on();

    void off();

    /** Calls that were refused so far. */
    int refused();

    /** The servers, with the store behind this. */
    StackFile stack();

    @Override
    void close() throws IOException;

    /** All but a few writes at a time are refused. */
    final class OfDynamoDb implements Throttle {
        private static final int FEW = 1;

        private final StackFile direct;
        private final ThrottlingProxy proxy;

        private OfDynamoDb(StackFile direct) throws IOException {
            this.direct = direct;
            this.proxy = new ThrottlingProxy(URI.create(direct.dynamodb().endpoint()), Integer.MAX_VALUE);
        }

        @Override
        public void on() {
            proxy.allow(FEW);
        }

        @Override
        public void off() {
            proxy.allow(Integer.MAX_VALUE);
        }

        @Override
        public int refused() {
            return proxy.throttled();
        }

        @Override
        public StackFile stack() {
            StackFile.DynamoDb server = direct.dynamodb();
            return Throttle.replace(
                    direct,
                    new StackFile.DynamoDb(
                            proxy.endpoint().toString(),
                            server.region(),
                            server.accessKeyId(),
                            server.secretAccessKey(),
                            server.pid()));
        }

        @Override
        public void close() {
            proxy.close();
        }
    }

    /** So many statements pass in a tenth of a second; of the others one is refused, the next is said to have taken too long. */
    final class OfCassandra implements Throttle {
        private static final int FEW = 5;
        private static final long TENTH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

        private final StackFile direct;
        private final CqlProxy proxy;
        private final AtomicInteger refused = new AtomicInteger();
        /** Guarded by this, as what has passed in it. */
        private long tenth;

        private int passed;

        private OfCassandra(StackFile direct) throws IOException {
            this.direct = direct;
            this.proxy = new CqlProxy(direct.cassandra().port());
        }

        @Override
        public void on() {
            proxy.answerWith(this::answer);
        }

        private Optional<CqlProxy.Refusal> answer(int opcode) {
            if (opcode != CqlProxy.EXECUTE || passes()) {
                return Optional.empty();
            }
            return Optional.of(
                    refused.incrementAndGet() % 2 == 0 ? CqlProxy.Refusal.OVERLOADED : CqlProxy.Refusal.WRITE_TIMEOUT);
        }

        private synchronized boolean passes() {
            long now = System.nanoTime() / TENTH_NANOS;
            passed = now == tenth ? passed + 1 : 1;
            tenth = now;
            return passed <= FEW;
        }

        @Override
        public void off() {
            proxy.answerWith(opcode -> Optional.empty());
        }

        @Override
        public int refused() {
            return refused.get();
        }

        @Override
        public StackFile stack() {
            StackFile.Cassandra server = direct.cassandra();
            return Throttle.replace(
                    direct, new StackFile.Cassandra(server.host(), proxy.port(), server.datacenter(), server.pid()));
        }

        @Override
        public void close() throws IOException {
            proxy.close();
        }
    }

    private static StackFile replace(StackFile stack, StackFile.Running server) {
        Map<ServerKind, StackFile.Running> servers = new EnumMap<>(stack.servers());
        servers.put(server.kind(), server);
        return new StackFile(servers);
    }
}
