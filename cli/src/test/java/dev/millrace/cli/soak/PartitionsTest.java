package dev.millrace.cli.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.cli.RunDirectory;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Topics get more partitions in mid-run, so most keys move to another one. The procedures are those of docs/scaling.md. */
final class PartitionsTest {
    private static final int MORE = 2 * Ground.PARTITIONS;
    private static final double CHANGES_PER_SECOND = 400;
    private static final long PORTION = 1_500;

    @Test
    void with_ordinals_in_the_records_nothing_has_to_stop() throws Exception {
        String name = "more-with-ordinals";
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                Ground ground = new Ground(directory.path(), Source.bank(2), CHANGES_PER_SECOND);
                Group group = ground.group(name);
                Fleet fleet =
                        new Fleet(directory.path(), ground.config(name, Protocol.CLASSIC_EAGER, Patience.SHORT))) {
            fleet.scaleUp(1);
            ground.load().begin();
            ground.load().awaitChanges(PORTION);
            group.raisePartitions(MORE);
            ground.load().awaitChanges(2 * PORTION);
            ground.load().rest();
            ground.awaitEqual(fleet, group);
            assertTrue(group.committedFrom(Ground.PARTITIONS) > 0, "the new partitions had no records");
            fleet.scaleDown(0);
        }
    }

    @Test
    void where_offsets_stand_in_a_raised_epoch_lets_later_changes_win() throws Exception {
        String name = "more-with-offsets";
        try (RunDirectory directory = RunDirectory.of(Optional.empty());
                Ground ground = new Ground(directory.path(), Source.tied(3), CHANGES_PER_SECOND);
                Group group = ground.group(name)) {
            GroupConfig config =
                    ground.config(name, Protocol.CONSUMER, Patience.SHORT).withOffsetsAsOrdinals();
            try (Fleet fleet = new Fleet(directory.path(), config)) {
                fleet.scaleUp(1);
                ground.load().begin();
                ground.load().awaitChanges(PORTION);
                ground.load().rest();
                ground.awaitEqual(fleet, group);
                fleet.scaleDown(0);
                group.raisePartitions(MORE);
                fleet.reconfigure(config.withEpoch(1));
                fleet.scaleUp(1);
                ground.load().begin();
                ground.load().awaitChanges(2 * PORTION);
                ground.load().rest();
                ground.awaitEqual(fleet, group);
                assertTrue(group.committedFrom(Ground.PARTITIONS) > 0, "the new partitions had no records");
                assertEquals(MORE, group.partitions());
                fleet.scaleDown(0);
            }
        }
    }
}
