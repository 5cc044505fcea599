package dev.millrace.core.format.raw;

import dev.millrace.codec.Choice;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.CopybookOptions;
import dev.millrace.codec.FloatFormat;
import dev.millrace.codec.HostEncoding;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.RejectionReason;
import dev.millrace.core.change.Row;
import dev.millrace.core.config.CopybookFile;
import dev.millrace.core.config.LayoutConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rows as EBCDIC records, each with the keys of its parents beside it where a copybook lays them out. */
final class RecordImages implements RowImages {
    private static final String PARENT_KEY = RawHeader.PARENT_KEY.text();

    private final Optional<RecordPart> parentKey;
    private final RecordPart record;

    private RecordImages(Optional<RecordPart> parentKey, RecordPart record) {
        this.parentKey = parentKey;
        this.record = record;
    }

    /** @throws CodecException where the layout is not sound */
    static RecordImages of(LayoutConfig layout) {
        HostEncoding encoding = new HostEncoding(CodePage.of(layout.codePage()), floatFormat(layout));
        Copybook record = copybook(layout.copybook());
        Optional<Copybook> parentKey = layout.parentCopybook().map(RecordImages::copybook);
        List<RecordColumns> columns = columns(parentKey, record);
        return new RecordImages(
                parentKey.map(copybook -> new RecordPart(new RecordCodec(copybook, encoding), columns.get(0))),
                new RecordPart(new RecordCodec(record, encoding, choices(layout)), columns.get(columns.size() - 1)));
    }

    static FloatFormat floatFormat(LayoutConfig layout) {
        return switch (layout.floatFormat()) {
            case IBM -> FloatFormat.IBM;
            case IEEE -> FloatFormat.IEEE;
        };
    }

    private static List<Choice> choices(LayoutConfig layout) {
        return layout.choices().stream().map(Choice::parse).toList();
    }

    /** @throws CodecException where it is none */
    static Copybook copybook(CopybookFile file) {
        return Copybook.parse(file.name(), file.source(), new CopybookOptions(file.record(), file.copyPath()));
    }

    /**
     * Of the parents' keys, where there are any, and of the record.
     *
     * @throws CodecException where two have one name
     */
    static List<RecordColumns> columns(Optional<Copybook> parentKey, Copybook record) {
        return RecordColumns.ofOneRow(
                Stream.concat(parentKey.stream(), Stream.of(record)).toList());
    }

    @Override
    public Row row(byte[] image, RawHeaders headers, String place) throws Rejection {
        Row.Builder row = new Row.Builder();
        if (parentKey.isPresent()) {
            parentKey.get().read(headers.requiredBytes(RawHeader.PARENT_KEY), PARENT_KEY, row);
        } else if (headers.bytes(RawHeader.PARENT_KEY).orElse(new byte[0]).length > 0) {
            // Rows below different parents may have one key: without the parents' they would be one row.
            throw new Rejection(RejectionReason.COLUMN_UNKNOWN, PARENT_KEY);
        }
        record.read(image, place, row);
        return row.build();
    }

    @Override
    public WrittenImage written(String row) throws Rejection {
        Row given = new JsonImages().row(row.getBytes(StandardCharsets.UTF_8), "value");
        GivenColumns columns = new GivenColumns(given);
        Optional<byte[]> key = Optional.empty();
        if (parentKey.isPresent()) {
            key = Optional.of(parentKey.get().written(columns));
        }
        byte[] image = record.written(columns);
        columns.requireAllTaken();
        return new WrittenImage(image, key);
    }
}
