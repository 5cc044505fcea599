package dev.millrace.simulator.source;

import java.util.Optional;

/** What one statement does to one row, before the log has stamped it. */
public sealed interface RowChange {

    /** The row that the change is about, the newest image. */
    SourceRow row();

    Operation operation();

    /** The row before: update and delete. */
    Optional<SourceRow> before();

    /** The row after: insert and update. */
    Optional<SourceRow> after();

    /** A new row. */
    record Insert(SourceRow row) implements RowChange {
        @Override
        public Operation operation() {
            return Operation.INSERT;
        }

        @Override
        public Optional<SourceRow> before() {
            return Optional.empty();
        }

        @Override
        public Optional<SourceRow> after() {
            return Optional.of(row);
        }
    }

    /** A row's new values, now and then under another key. */
    record Update(SourceRow old, SourceRow row) implements RowChange {
        @Override
        public Operation operation() {
            return Operation.UPDATE;
        }

        @Override
        public Optional<SourceRow> before() {
            return Optional.of(old);
        }

        @Override
        public Optional<SourceRow> after() {
            return Optional.of(row);
        }
    }

    /** A row's end. */
    record Delete(SourceRow row) implements RowChange {
        @Override
        public Operation operation() {
            return Operation.DELETE;
        }

        @Override
        public Optional<SourceRow> before() {
            return Optional.of(row);
        }

        @Override
        public Optional<SourceRow> after() {
            return Optional.empty();
        }
    }
}
