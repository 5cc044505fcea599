package dev.millrace.postgres;

import dev.millrace.core.change.Value;
import dev.millrace.core.target.RowWrite;
import dev.millrace.core.target.TargetTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts a batch into transactions: of one table each, tables by name, rows by key. All writers lock in this order, so none waits
 * for one that waits for it.
 */
final class WriteOrder {
    /** Of one transaction's values: far below the gigabyte that the protocol and the server take, small beside the heap. */
    static final long MAX_BYTES = 32L << 20;

    /** Of an element of an array, quotes and a plain value. */
    private static final int ELEMENT_BYTES = 16;

    private WriteOrder() {}

    /**
     * Writes of one transaction.
     *
     * @param indexes in the batch, in the order in which they are to be written
     */
    record Transaction(TargetTable table, List<Integer> indexes) {}

    static List<Transaction> of(List<RowWrite> batch) {
        Comparator<Integer> byTable =
                Comparator.comparing(index -> batch.get(index).table().name());
        List<Integer> sorted = IntStream.range(0, batch.size())
                .boxed()
                .sorted(byTable.thenComparing(index -> batch.get(index).key()))
                .toList();
        List<Transaction> transactions = new ArrayList<>();
        List<Integer> current = new ArrayList<>();
        long bytes = 0;
        for (int index : sorted) {
            RowWrite write = batch.get(index);
            long size = size(write);
            boolean fits = !current.isEmpty()
                    && batch.get(current.get(0)).table() == write.table()
                    && bytes + size <= MAX_BYTES;
            if (!fits) {
                bytes = 0;
                current = new ArrayList<>();
                transactions.add(new Transaction(write.table(), current));
            }
            current.add(index);
            bytes += size;
        }
        return transactions;
    }

    /** Roughly what the row takes in memory; numbers and times are not worth counting. */
    private static long size(RowWrite write) {
        return write.row().orElse(List.of()).stream()
                .mapToLong(WriteOrder::size)
                .sum();
    }

    private static long size(Value value) {
        if (value instanceof Value.Text text) {
            return text.text().length();
        }
        if (value instanceof Value.Items items) {
            return items.values().stream()
                    .mapToLong(element -> ELEMENT_BYTES + size(element))
                    .sum();
        }
        return value instanceof Value.Binary binary ? binary.bytes().length : 0;
    }
}
