package dev.millrace.core.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Spreads records over the fixed set of lanes. For the poll loop's thread. */
final class Lanes {
    private final List<Lane> lanes;

    Lanes(List<Lane> lanes) {
        this.lanes = List.copyOf(lanes);
    }

    /** Hands over the records of one poll, in their order: one list a lane. */
    void add(List<PendingRecord> records) {
        List<List<PendingRecord>> byLane = new ArrayList<>(lanes.size());
        for (int lane = 0; lane < lanes.size(); lane++) {
            byLane.add(new ArrayList<>(2 * records.size() / lanes.size()));
        }
        for (PendingRecord record : records) {
            byLane.get(laneOf(record)).add(record);
        }
        for (int lane = 0; lane < lanes.size(); lane++) {
            if (!byLane.get(lane).isEmpty()) {
                lanes.get(lane).add(byLane.get(lane));
            }
        }
    }

    /** The worst of what the lanes have seen of tokens that fall back. */
    TokenOrder.Regression regression() {
        TokenOrder.Regression worst = TokenOrder.Regression.NONE;
        for (Lane lane : lanes) {
            TokenOrder.Regression seen = lane.regression();
            worst = seen.lasts().compareTo(worst.lasts()) > 0 ? seen : worst;
        }
        return worst;
    }

    /** Records of one key go through one lane; those without a key, of one partition. */
    private int laneOf(PendingRecord record) {
        byte[] key = record.record().key();
        int hash = key == null ? record.assignment().partition().hashCode() : Arrays.hashCode(key);
        int spread = hash * 0x9E3779B9;
        return Math.floorMod(spread >>> 16, lanes.size());
    }
}
