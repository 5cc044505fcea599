package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.Operation;
import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What the bank does to a row that it has only just touched, within the unit of work or in the next one at the same clock
 * value. Of such a row only the ordinal tells which version is the newest: a target that goes by the clock alone ends wrong.
 * Owned by the bank's thread.
 */
final class Revisions {
    /** Of the random postings that are revised, one in so many is taken back. */
    private static final int CANCELLED = 6;
    /** Of the closings that are revised, one in so many is taken back. */
    private static final int REOPENED = 2;

    private final BankContext bank;
    private final RandomGenerator random;
    private final Amendments amendments;
    private final Closures closures;

    /** @param random decides which rows are revised */
    Revisions(BankContext bank, RandomGenerator random) {
        this.bank = bank;
        this.random = random;
        this.amendments = new Amendments(bank);
        this.closures = new Closures(bank);
    }

    /** A unit of the posting batch, maybe with its transaction revised; it ends in the same rows. */
    List<RowChange> ofBatch(List<RowChange> unit, long room) {
        return isRevised() && unit.size() < room && isPosting(unit) ? authorizedFirst(unit) : unit;
    }

    /** A unit of a random activity, maybe with rows revised; no more than {@code room} changes if the unit has no more. */
    List<RowChange> ofActivity(List<RowChange> unit, long room) {
        if (!isRevised()) {
            return unit;
        }
        List<RowChange> revised;
        if (isPosting(unit)) {
            revised = random.nextInt(CANCELLED) == 0 ? cancelled(unit) : authorizedFirst(unit);
        } else if (isClosing(unit)) {
            revised = random.nextInt(REOPENED) == 0 ? both(unit, closures.reopened(unit)) : unit;
        } else {
            revised = both(unit, amendedAgain(unit));
        }
        return revised.size() <= room ? revised : unit;
    }

    /** A unit that amends a row of the unit before; empty where that has none to amend, or the bank does not revise. */
    List<RowChange> followUp(List<RowChange> last) {
        if (bank.settings().revisions() == 0) {
            return List.of();
        }
        return amendmentOfOne(
                last.stream().map(RowChange::row).flatMap(row -> bank.state().find(row.table(), row.key()).stream()));
    }

    private boolean isRevised() {
        return random.nextDouble() < bank.settings().revisions();
    }

    private boolean isPosting(List<RowChange> unit) {
        RowChange first = unit.get(0);
        return first.operation() == Operation.INSERT
                && first.row().table().equals(bank.tables().transaction());
    }

    private boolean isClosing(List<RowChange> unit) {
        RowChange last = unit.get(unit.size() - 1);
        return last.operation() == Operation.DELETE
                && last.row().table().equals(bank.tables().account());
    }

    /** The transaction comes without its amount, as it was authorized, and gets it once the balances are raised. */
    private List<RowChange> authorizedFirst(List<RowChange> posting) {
        SourceRow cleared = posting.get(0).row();
        SourceRow authorized = new RowDraft(cleared)
                .put(Columns.AMOUNT, 0)
                .put("DESCRIPTION", "Authorized")
                .build();
        List<RowChange> unit = new ArrayList<>(posting);
        unit.set(0, new RowChange.Insert(authorized));
        unit.add(new RowChange.Update(authorized, cleared));
        return unit;
    }

    /** Everything that the unit did is undone at its end, the last first. */
    private static List<RowChange> cancelled(List<RowChange> posting) {
        List<RowChange> unit = new ArrayList<>(posting);
        for (int i = posting.size() - 1; i >= 0; i--) {
            RowChange done = posting.get(i);
            Optional<SourceRow> before = done.before();
            unit.add(
                    before.isPresent()
                            ? new RowChange.Update(done.row(), before.get())
                            : new RowChange.Delete(done.row()));
        }
        return unit;
    }

    private List<RowChange> amendedAgain(List<RowChange> unit) {
        return amendmentOfOne(unit.stream().flatMap(change -> change.after().stream()));
    }

    /** Amends any of the rows; empty where none can be. */
    private List<RowChange> amendmentOfOne(Stream<SourceRow> rows) {
        List<SourceRow> candidates =
                rows.filter(row -> amendments.canAmend(row.table())).toList();
        if (candidates.isEmpty()) {
            return List.of();
        }
        SourceRow row = candidates.get(random.nextInt(candidates.size()));
        return List.of(new RowChange.Update(row, amendments.amended(row)));
    }

    private static List<RowChange> both(List<RowChange> first, List<RowChange> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
