package dev.millrace.redis;

import dev.millrace.core.target.FailureKind;
import dev.millrace.core.target.Outcome;
import dev.millrace.redis.Exchange.Assurance;
import dev.millrace.redis.Exchange.Assured;
import dev.millrace.redis.Exchange.Call;
import dev.millrace.redis.RedisSettings.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Sends commands to the nodes that have their slots, and reads the answers. A command that another node has to carry out, or that a procedure
 * was missing for, is sent again; nothing else is. Safe for all threads.
 */
final class Pipeline {
    /** A slot moves once, and not on before it has come: more rounds are a cluster that does not agree. */
    private static final int MOST_ROUNDS = 6;

    private static final Outcome.Failed SERVER_CHANGED =
            new Outcome.Failed(FailureKind.UNAVAILABLE, LinkFailure.SERVER_CHANGED, Outcome.Scope.BATCH);
    private static final Outcome.Failed SLOT_UNSERVED =
            new Outcome.Failed(FailureKind.UNAVAILABLE, LinkFailure.SLOT_UNSERVED, Outcome.Scope.BATCH);
    private static final Outcome.Failed REPLICAS_BEHIND =
            new Outcome.Failed(FailureKind.UNAVAILABLE, "REPLICAS_BEHIND", Outcome.Scope.BATCH);
    /** The node that will have the slot has none so far, and so is none of those that are known. It will be soon. */
    private static final Outcome.Failed SLOT_MOVING =
            new Outcome.Failed(FailureKind.TRANSIENT, "SLOT_MOVING", Outcome.Scope.ROW);

    private final Topology topology;
    private final Procedures procedures;
    private final Replicas replicas;
    private final LongAdder moved = new LongAdder();
    private final LongAdder missed = new LongAdder();

    Pipeline(Topology topology, Procedures procedures, Replicas replicas) {
        this.topology = topology;
        this.procedures = procedures;
        this.replicas = replicas;
    }

    /** Answers that another node has a slot. */
    long moved() {
        return moved.sum();
    }

    /** How often too few replicas had a batch in time. */
    long missed() {
        return missed.sum();
    }

    /** The answers, in the order of the commands. */
    List<Reply> ask(Generation generation, List<Command> commands) {
        return new Run(generation, commands, false).all();
    }

    /** The answers, in the order of the commands; those that count have reached as many replicas as they have to. */
    List<Reply> write(Generation generation, List<Command> commands) {
        return new Run(generation, commands, true).all();
    }

    /** One batch of commands in one generation. For one thread. */
    private final class Run {
        private final Generation generation;
        private final boolean assured;
        private final @Nullable Reply[] replies;
        /** What is to be sent in the next round, by the node that it goes to. */
        private Map<Node, Exchange> next = new LinkedHashMap<>();

        Run(Generation generation, List<Command> commands, boolean assured) {
            this.generation = generation;
            this.assured = assured;
            this.replies = new @Nullable Reply[commands.size()];
            for (int i = 0; i < commands.size(); i++) {
                route(new Call(i, commands.get(i), false));
            }
        }

        List<Reply> all() {
            for (int round = 0; round < MOST_ROUNDS && !next.isEmpty() && !generation.isOver(); round++) {
                Collection<Exchange> exchanges = next.values();
                next = new LinkedHashMap<>();
                try {
                    exchange(exchanges);
                } finally {
                    exchanges.forEach(exchange -> exchange.end(topology, generation));
                }
            }
            List<Reply> all = new ArrayList<>(replies.length);
            boolean over = generation.isOver();
            for (Reply reply : replies) {
                boolean counts = reply instanceof Reply.Failed || (reply != null && !over);
                all.add(counts ? reply : new Reply.Failed(SERVER_CHANGED));
            }
            return all;
        }

        private void exchange(Collection<Exchange> exchanges) {
            Map<Exchange, Assurance> assurances = new LinkedHashMap<>();
            for (Exchange exchange : exchanges) {
                Optional<Assurance> assurance =
                        assured ? replicas.assurance(generation, exchange.primary(), 0) : Optional.empty();
                assurance.ifPresent(needed -> assurances.put(exchange, needed));
                exchange.send(topology, generation, assurance);
            }
            for (Exchange exchange : exchanges) {
                List<Call> unloaded = new ArrayList<>();
                exchange.read((call, reply) -> take(exchange, call, reply, unloaded));
                Assurance needed = assurances.get(exchange);
                if (needed != null && exchange.failure().isEmpty() && !isAssured(exchange, needed)) {
                    missed.increment();
                    withdraw(exchange, REPLICAS_BEHIND);
                }
                if (!unloaded.isEmpty()) {
                    load(exchange, unloaded);
                }
                exchange.failure().ifPresent(failure -> {
                    if (needed != null) {
                        withdraw(exchange, failure.outcome());
                    }
                    exchange.calls().stream()
                            .filter(call -> replies[call.index()] == null)
                            .forEach(call -> fail(call, failure.outcome()));
                });
            }
        }

        /** The slot of its own write may be about to move, and another one is not. */
        private boolean isAssured(Exchange exchange, Assurance first) {
            Assured assured = exchange.assured(first);
            for (int attempt = 1; assured == Assured.UNWRITTEN && attempt < MOST_ROUNDS; attempt++) {
                Optional<Assurance> again = replicas.assurance(generation, exchange.primary(), attempt);
                if (again.isEmpty()) {
                    break;
                }
                exchange.assureAgain(again.get());
                assured = exchange.assured(again.get());
            }
            return assured == Assured.REACHED;
        }

        private void take(Exchange exchange, Call call, @Nullable Object reply, List<Call> unloaded) {
            if (!(reply instanceof JedisDataException refusal)) {
                replies[call.index()] = new Reply.Value(reply);
                return;
            }
            ServerError error = ServerError.of(Exchange.text(refusal));
            // It stands where nothing better comes of it in a later round.
            fail(call, (Outcome.Failed) error.outcome());
            switch (error.reaction()) {
                case LOAD -> unloaded.add(call);
                case MOVED -> redirect(exchange, call, refusal, false);
                case ASK -> redirect(exchange, call, refusal, true);
                case RECONNECT -> topology.end(generation);
                case NONE -> {}
            }
        }

        private void redirect(Exchange exchange, Call call, JedisDataException refusal, boolean asking) {
            if (!(refusal instanceof JedisRedirectionException elsewhere)) {
                return;
            }
            Node answered = exchange.primary().node();
            Node node = SlotLayout.node(
                    answered,
                    String.valueOf(elsewhere.getTargetNode().getHost()),
                    elsewhere.getTargetNode().getPort());
            Optional<Primary> primary = generation.at(node);
            if (primary.isEmpty() && asking) {
                fail(call, SLOT_MOVING);
            } else if (primary.isEmpty()) {
                // One that had no slots, or one that has taken another's place: in both cases not the same primaries
                // any more.
                topology.end(generation);
            } else {
                if (!asking) {
                    moved.increment();
                    generation.moved(elsewhere.getSlot(), primary.get());
                }
                again(primary.get(), new Call(call.index(), call.command(), asking));
            }
        }

        private void load(Exchange exchange, List<Call> unloaded) {
            List<@Nullable Object> loaded = exchange.sendOn(procedures.load());
            Optional<JedisDataException> refused = loaded.stream()
                    .filter(JedisDataException.class::isInstance)
                    .map(JedisDataException.class::cast)
                    .findFirst();
            if (refused.isPresent()) {
                ServerError error = ServerError.of(Exchange.text(refused.get()));
                if (error.reaction() == ServerError.Reaction.RECONNECT) {
                    topology.end(generation);
                }
                unloaded.forEach(call -> fail(call, (Outcome.Failed) error.outcome()));
            } else if (exchange.failure().isEmpty()) {
                unloaded.forEach(call -> again(exchange.primary(), call));
            }
        }

        /** What has counted so far does not any more. */
        private void withdraw(Exchange exchange, Outcome.Failed outcome) {
            for (Call call : exchange.calls()) {
                if (replies[call.index()] instanceof Reply.Value) {
                    fail(call, outcome);
                }
            }
        }

        private void route(Call call) {
            generation
                    .owner(call.command().slot())
                    .ifPresentOrElse(primary -> again(primary, call), () -> fail(call, SLOT_UNSERVED));
        }

        private void again(Primary primary, Call call) {
            next.computeIfAbsent(primary.node(), node -> new Exchange(primary)).add(call);
        }

        private void fail(Call call, Outcome.Failed outcome) {
            replies[call.index()] = new Reply.Failed(outcome);
        }
    }

    /** The same failure for each of so many commands. */
    static List<Reply> failed(int commands, LinkFailure failure) {
        Reply[] replies = new Reply[commands];
        Arrays.fill(replies, new Reply.Failed(failure.outcome()));
        return List.of(replies);
    }
}
