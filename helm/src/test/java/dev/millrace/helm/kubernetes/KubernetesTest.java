package dev.millrace.helm.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.cli.verify.TargetKind;
import dev.millrace.cli.verify.Verification;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Four releases beside each other on a real cluster, while changes flow: whatever operators and mishaps do to their pods, every table
 * ends equal to its source. The steps are in order; each begins and ends with one ready pod for each release.
 */
@Tag("kubernetes")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KubernetesTest {
    private static final long WARM_UP = 1_000;
    private static final long STEADY = 1_500;
    /** Longer than a start, so that it is the connector's refusal that is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private static final String DOCKER = "docker://";

    private final Report report = new Report();
    private Run run;

    @BeforeAll
    void install() throws Exception {
        Cluster.require();
        Images.build();
        run = Run.start(report);
        run.together(release -> release.install(run.values(release)));
        run.ground().load().begin();
        run.ground().load().awaitMore(WARM_UP);
        run.together(release -> run.ground().awaitAtWork(release.target()));
    }

    /** Each step begins where the one before it ends. */
    @BeforeEach
    void requireFormerSteps() {
        assumeTrue(run.isSound(), "a step before this one has failed");
    }

    @Test
    @Order(1)
    void changes_flow_into_four_stores() throws Exception {
        run.step("nothing", () -> run.ground().load().awaitMore(STEADY));
        run.together(release -> assertFalse(run.watch().of(release.name()).count() == 0, release::name));
    }

    /** Two releases at a time: a small machine cannot start twelve pods at once and measure anything. */
    @Test
    @Order(2)
    void scaled_out_the_new_pods_share_the_partitions_and_scaled_in_the_last_one_has_them_all() throws Exception {
        for (List<Release> pair : run.pairs()) {
            run.step("scale-out from 1 to 4", pair, release -> {
                release.scale(Ground.PARTITIONS);
                release.awaitRollout();
                run.ground().group(release.target()).awaitShared(Ground.PARTITIONS);
            });
            run.step("scale-in from 4 to 1", pair, release -> {
                release.scale(1);
                release.awaitPods(1);
                run.ground().group(release.target()).awaitShared(1);
            });
        }
    }

    @Test
    @Order(3)
    void a_changed_value_replaces_the_pods_one_by_one() throws Exception {
        Pods before = run.pods();
        run.step(
                "rolling restart (helm upgrade with another value)",
                () -> run.together(release -> {
                    run.change(release, values -> values.withLanes(3));
                    release.upgrade(run.values(release));
                }));
        run.together(release ->
                assertNotEquals(before.of(release).uid(), release.pod().uid()));
    }

    @Test
    @Order(4)
    void a_pod_that_is_deleted_by_force_is_replaced() throws Exception {
        Pods before = run.pods();
        run.step(
                "pod deleted by force",
                () -> run.together(release -> {
                    run.kubectl().run("delete", "pod", before.of(release).name(), "--grace-period=0", "--force");
                    release.awaitRollout();
                    run.ground().group(release.target()).awaitShared(1);
                }));
        run.together(release ->
                assertNotEquals(before.of(release).uid(), release.pod().uid()));
    }

    @Test
    @Order(5)
    void a_connector_that_is_killed_starts_again_in_its_pod() throws Exception {
        Pods before = run.pods();
        assumeTrue(
                before.all().stream().allMatch(pod -> pod.container().startsWith(DOCKER)),
                "the cluster's containers are not in an engine of Docker's");
        run.step(
                "connector killed (SIGKILL)",
                () -> run.together(release -> {
                    String container = before.of(release).container().substring(DOCKER.length());
                    Program.run(Duration.ofSeconds(20), List.of("docker", "kill", "--signal", "KILL", container))
                            .orFail();
                    await("another life of " + release)
                            .atMost(Duration.ofMinutes(1))
                            .until(() -> release.pod().restarts()
                                    > before.of(release).restarts());
                    release.awaitPods(1);
                    run.ground().group(release.target()).awaitShared(1);
                }));
        run.together(
                release -> assertEquals(before.of(release).uid(), release.pod().uid()));
        run.expectRestartOfEach();
    }

    @Test
    @Order(6)
    void pods_of_a_drained_node_wait_until_there_is_a_node_again() throws Exception {
        List<String> nodes = run.pods().all().stream().map(Pod::node).distinct().toList();
        run.step("node drained, and uncordoned", () -> {
            try {
                for (String node : nodes) {
                    run.namespace().drain(node);
                }
                if (nodes.size() == 1 && run.namespace().isOnlyNode(nodes.get(0))) {
                    run.together(release -> await(release + " is pending")
                            .atMost(Duration.ofMinutes(1))
                            .until(() -> release.pod().phase().equals("Pending")));
                }
            } finally {
                run.namespace().uncordon();
            }
            run.together(release -> {
                release.awaitRollout();
                run.ground().group(release.target()).awaitShared(1);
            });
        });
    }

    @Test
    @Order(7)
    void a_wrong_value_is_rolled_back_while_the_old_pods_go_on() throws Exception {
        rollBack("wrong value, rolled back", Values::withWrongKey);
    }

    @Test
    @Order(8)
    void a_wrong_image_is_rolled_back_while_the_old_pods_go_on() throws Exception {
        rollBack("wrong image, rolled back", values -> values.withTag("no-such-tag"));
    }

    private void rollBack(String what, UnaryOperator<Values> mistake) throws Exception {
        run.requireNoOtherRestarts();
        Pods before = run.pods();
        run.step(
                what,
                () -> run.together(release -> {
                    Latencies already = run.watch().of(release.name());
                    String said = release.upgradeInVain(mistake.apply(run.values(release)), PATIENCE);
                    assertTrue(said.contains("rolled back"), said);
                    assertTrue(
                            run.watch().of(release.name()).count() > already.count(), () -> release + " stood still");
                    release.awaitRollout();
                }));
        run.together(release -> {
            assertEquals(before.of(release).uid(), release.pod().uid());
            assertEquals(before.of(release).restarts(), release.pod().restarts());
        });
        run.forgiveRestarts();
    }

    @Test
    @Order(9)
    void helm_test_sends_a_change_through_every_release() throws Exception {
        run.step("helm test", () -> run.together(Release::test));
    }

    @Test
    @Order(10)
    void every_table_is_equal_to_its_source_and_nothing_is_dead() throws Exception {
        run.ground().load().rest();
        for (TargetKind target : TargetKind.values()) {
            run.ground().awaitCaughtUp(target);
            assertEquals(0, run.ground().group(target).deadLetters(), target::title);
            Verification found = run.ground().compare(target);
            assertTrue(found.isEqual(), () -> target.title() + ":\n" + String.join("\n", found.first()));
            assertTrue(found.rows() > 0, target::title);
            report.add(target, found);
        }
        run.requireNoOtherRestarts();
        report.publish(Cluster.description());
    }

    @AfterAll
    void leave() throws Exception {
        if (run != null) {
            run.close();
        }
    }
}
