package dev.millrace.simulator.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.simulator.source.RowChange;
import dev.millrace.simulator.source.SourceRow;
import dev.millrace.simulator.source.SourceTable;
import dev.millrace.simulator.unit.CapturedChange;
import dev.millrace.simulator.unit.ChangeKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;

/** A table whose changes are captured, with the form of its images. Owned by one thread. */
final class CapturedTable {
    private static final int FINGERPRINT_BYTES = 8;

    private final SourceTable table;
    private final ImageMaker images;
    private final Optional<ImageMaker> parentKeys;
    private final String schema;

    /** Of rows without parents. */
    CapturedTable(SourceTable table, ImageMaker images) {
        this(table, images, Optional.empty());
    }

    /** @param parentKeys makes the concatenated keys of a row's parents */
    CapturedTable(SourceTable table, ImageMaker images, ImageMaker parentKeys) {
        this(table, images, Optional.of(parentKeys));
    }

    private CapturedTable(SourceTable table, ImageMaker images, Optional<ImageMaker> parentKeys) {
        this.table = table;
        this.images = images;
        this.parentKeys = parentKeys;
        this.schema = table.name() + "/" + fingerprint(table);
    }

    /** A row that the initial load has read. */
    CapturedChange load(SourceRow row) {
        return change(ChangeKind.LOAD, row, Optional.empty(), Optional.of(row));
    }

    CapturedChange capture(RowChange change) {
        ChangeKind kind = switch (change.operation()) {
            case INSERT -> ChangeKind.INSERT;
            case UPDATE -> ChangeKind.UPDATE;
            case DELETE -> ChangeKind.DELETE;
        };
        return change(kind, change.row(), change.before(), change.after());
    }

    private CapturedChange change(
            ChangeKind kind, SourceRow row, Optional<SourceRow> before, Optional<SourceRow> after) {
        return new CapturedChange(
                table.objectName(),
                kind,
                schema,
                image(before),
                image(after),
                parentKeys.map(keys -> keys.image(row)).orElse(CapturedChange.NONE));
    }

    private byte[] image(Optional<SourceRow> row) {
        return row.map(images::image).orElse(CapturedChange.NONE);
    }

    /** Another one for every change of the layout. */
    private static String fingerprint(SourceTable table) {
        String layout = table.columns().stream()
                .map(column -> column.name() + " " + column.kind())
                .collect(Collectors.joining("\n"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(layout.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
