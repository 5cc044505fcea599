package dev.millrace.cli.soak;

import static dev.millrace.cli.soak.Trouble.Effect.GONE;
import static dev.millrace.cli.soak.Trouble.Effect.PART_SET_BACK;
import static dev.millrace.cli.soak.Trouble.Effect.SET_BACK;
import static dev.millrace.cli.soak.Trouble.Effect.SLOW;

import dev.millrace.cli.RunDirectory;
import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Truth;
import dev.millrace.cli.verify.Verification;
import dev.millrace.cli.verify.Verifier;
import dev.millrace.stack.LocalStack;
import dev.millrace.stack.RedisCluster;
import dev.millrace.stack.RedisServer;
import dev.millrace.stack.ServerKind;
import dev.millrace.stack.SlotMigration;
import dev.millrace.stack.StackFile;
import dev.millrace.stack.StackListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whatever becomes of a Redis, single or a cluster, or of the connectors under load: every row is as its source has it once the load
 * rests, and nothing is dead. Every restart of a server is one that may have lost something: the connectors go back each time.
 */
@Tag("once")
final class RedisRoundsTest {
    private static final int ROUNDS = Math.min(10, Integer.getInteger("millrace.soak.rounds", 0));
    private static final long SEED = Long.getLong("millrace.soak.seed", 1);
    private static final Duration OUTAGE = Duration.ofSeconds(ROUNDS == 0 ? 5 : 30);
    private static final Duration DOWN = Duration.ofSeconds(ROUNDS == 0 ? 2 : 30);
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(3), Duration.ofMillis(500), Duration.ofSeconds(4));
    private static final Duration LONGEST_RETURN = Duration.ofSeconds(10);
    private static final double CHANGES_PER_SECOND = 100;
    private static final long FIRST_CHANGES = 300;
    private static final List<Disturbance> CYCLE = List.of(
            Disturbance.KILL, Disturbance.SCALE, Disturbance.BROKER, Disturbance.TERMINATE, Disturbance.BROKER_KILL);

    /** What one kind of Redis goes through. */
    private interface Troubles {
        void run(Ground ground, Outages outages) throws InterruptedException;
    }

    @Test
    void every_round_of_a_single_server_ends_equal() throws Exception {
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                Ground ground = new Ground(directory.path(), TargetKind.REDIS, Source.bank(SEED), CHANGES_PER_SECOND)) {
            RedisServer server = ground.stack().redis();
            run("redis", directory.path(), ground, (on, outages) -> {
                Path older = directory.path().resolve("older.rdb");
                server.save(older);
                outages.run(new Trouble("frozen (SIGSTOP)", GONE, OUTAGE, server::suspend, server::resume));
                outages.run(new Trouble("killed (SIGKILL) and started", SET_BACK, DOWN, server::kill, server::restart));
                outages.run(new Trouble(
                        "out of memory (maxmemory)",
                        GONE,
                        OUTAGE,
                        () -> server.command("CONFIG", "SET", "maxmemory", "1mb"),
                        () -> server.command("CONFIG", "SET", "maxmemory", "0")));
                outages.run(new Trouble(
                        "without its functions and scripts", SLOW, DOWN, () -> flush(server), () -> flush(server)));
                outages.run(new Trouble(
                        "set back to an older snapshot", SET_BACK, DOWN, server::kill, () -> server.restore(older)));
            });
        }
    }

    @Test
    void every_round_of_a_cluster_ends_equal() throws Exception {
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                RedisCluster cluster = RedisCluster.start(directory.path().resolve("cluster"));
                Ground ground = new Ground(
                        directory.path(),
                        TargetKind.REDIS,
                        LocalStack.start(directory.path(), EnumSet.of(ServerKind.KAFKA), StackListener.NONE),
                        Optional.of(new OfCluster(cluster)),
                        Source.bank(SEED),
                        CHANGES_PER_SECOND)) {
            run("redis-cluster", directory.path(), ground, (on, outages) -> {
                List<SlotMigration> moving = new ArrayList<>();
                outages.run(new Trouble(
                        "being resharded",
                        SLOW,
                        DOWN,
                        () -> moving.addAll(begin(cluster)),
                        () -> moving.forEach(SlotMigration::finish)));
                // Its replica lacks what the load writes until then.
                cluster.cut(1);
                outages.run(new Trouble(
                        "without a primary, then with its replica that had fallen behind",
                        PART_SET_BACK,
                        DOWN,
                        () -> cluster.primary(1).kill(),
                        () -> takeOver(cluster, 1)));
                outages.run(new Trouble(
                        "handed over to a replica",
                        PART_SET_BACK,
                        DOWN,
                        () -> cluster.primary(0).suspend(),
                        () -> {
                            cluster.primary(0).resume();
                            // Its replica takes it for failed until it has heard of it again.
                            cluster.awaitComplete();
                            cluster.handOver(0);
                        }));
            });
        }
    }

    private static void run(String name, Path directory, Ground ground, Troubles troubles) throws Exception {
        try (Group group = ground.group(name);
                Fleet fleet = new Fleet(directory, ground.config(name, Protocol.CLASSIC_COOPERATIVE, PATIENCE))) {
            fleet.scaleUp(Disturbance.MEMBERS);
            ground.load().playNow(FIRST_CHANGES);
            ground.awaitEqual(fleet, group);
            Outages outages = new Outages(ground, fleet, group, LONGEST_RETURN);
            troubles.run(ground, outages);
            Rounds rounds = new Rounds(ground, fleet, group, new SplittableRandom(SEED));
            if (ROUNDS > 0) {
                // In the short form the demo with chaos does it.
                rounds.run(Disturbance.KILL_EACH);
            }
            for (int i = 0; i < ROUNDS; i++) {
                rounds.run(CYCLE.get(i % CYCLE.size()));
            }
            fleet.scaleDown(0);
            Evidence.publish("outage-" + name + ".md", Evidence.outages("Outages of " + name, outages.done()));
            Evidence.publish("rounds-" + name + ".md", Evidence.rounds("Rounds, " + name, rounds.done()));
        }
    }

    private static void flush(RedisServer server) {
        server.command("FUNCTION", "FLUSH");
        server.command("SCRIPT", "FLUSH");
    }

    /** Some slots with keys of each shard, each moved in part. */
    private static List<SlotMigration> begin(RedisCluster cluster) {
        // All of them first: a shard that gets a slot has keys of it.
        List<List<Integer>> slots = IntStream.range(0, RedisCluster.SHARDS)
                .mapToObj(shard -> slotsWithKeys(cluster, shard))
                .toList();
        List<SlotMigration> begun = new ArrayList<>();
        for (int shard = 0; shard < RedisCluster.SHARDS; shard++) {
            for (int slot : slots.get(shard)) {
                SlotMigration migration = cluster.migrate(slot, shard, (shard + 1) % RedisCluster.SHARDS);
                migration.move(1);
                begun.add(migration);
            }
        }
        return begun;
    }

    private static List<Integer> slotsWithKeys(RedisCluster cluster, int shard) {
        return IntStream.range(0, 100)
                .map(i -> cluster.slot(cluster.primary(shard).command("RANDOMKEY")))
                .distinct()
                .limit(5)
                .boxed()
                .toList();
    }

    private static void takeOver(RedisCluster cluster, int shard) {
        RedisServer old = cluster.primary(shard);
        cluster.promote(shard);
        old.restart();
        cluster.awaitComplete();
    }

    /** Without waiting for replicas: what a replica that takes over lacks is written again. */
    private record OfCluster(RedisCluster cluster) implements Ground.Store {
        @Override
        public List<String> targetLines() {
            return List.of(
                    "mode: cluster",
                    "nodes: [\"" + cluster.nodes().get(0).host() + ":"
                            + cluster.nodes().get(0).port() + "\", \""
                            + cluster.nodes().get(2).host() + ":"
                            + cluster.nodes().get(2).port() + "\"]",
                    "password: \"" + cluster.password() + "\"",
                    "min-replicas: 0",
                    "tls: false");
        }

        @Override
        public Verification compare(Truth truth) {
            return Verifier.compare(
                    truth,
                    IntStream.range(0, RedisCluster.SHARDS)
                            .mapToObj(cluster::primary)
                            .map(node -> new StackFile.Redis(node.host(), node.port(), node.password(), node.pid()))
                            .toList());
        }
    }
}
