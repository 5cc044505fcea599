package dev.millrace.simulator.bank;

import dev.millrace.simulator.source.RowKey;
import dev.millrace.simulator.source.SourceRow;
import java.util.ArrayList;
import java.util.List;

/** What belongs to an account: the keys of its rows in other tables. Few of each. */
final class Holding {
    private final List<RowKey> cards = new ArrayList<>();
    private final List<RowKey> xrefs = new ArrayList<>();
    private final List<RowKey> categories = new ArrayList<>();
    /** The cards and cross-references that were deleted, as they were. */
    private final List<SourceRow> dormant = new ArrayList<>();

    List<RowKey> cards() {
        return cards;
    }

    List<RowKey> xrefs() {
        return xrefs;
    }

    List<RowKey> categories() {
        return categories;
    }

    List<SourceRow> dormant() {
        return dormant;
    }
}
