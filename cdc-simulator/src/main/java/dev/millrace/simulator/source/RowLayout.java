package dev.millrace.simulator.source;

import dev.millrace.codec.Choice;
import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.HostEncoding;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.columns.RecordColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the rows of a table stand in records: the columns of a record's fields, and before them those of its parents' keys, which stand
 * beside it. They are what connectors have of the same copybooks. Immutable.
 */
public final class RowLayout {
    private final RecordPart record;
    private final Optional<RecordPart> parentKey;
    private final List<Choice> choices;

    /**
     * A record with the part of the columns that is in it.
     *
     * @param columns of the codec's copybook
     */
    public record RecordPart(RecordCodec codec, RecordColumns columns) {}

    private RowLayout(RecordPart record, Optional<RecordPart> parentKey, List<Choice> choices) {
        this.record = record;
        this.parentKey = parentKey;
        this.choices = List.copyOf(choices);
    }

    /**
     * The layout of these copybooks.
     *
     * @param parentKey of the parents' keys, where there are any
     * @throws CodecException where they are not sound together
     */
    public static RowLayout of(
            Copybook record, Optional<Copybook> parentKey, HostEncoding encoding, List<Choice> choices) {
        List<RecordColumns> columns = RecordColumns.ofOneRow(
                Stream.concat(parentKey.stream(), Stream.of(record)).toList());
        return new RowLayout(
                new RecordPart(new RecordCodec(record, encoding, choices), columns.get(columns.size() - 1)),
                parentKey.map(copybook -> new RecordPart(new RecordCodec(copybook, encoding), columns.get(0))),
                choices);
    }

    /** The record, without the parents' keys. */
    public RecordPart record() {
        return record;
    }

    /** The parents' keys, where there are any. */
    public Optional<RecordPart> parentKey() {
        return parentKey;
    }

    /** Between items of the record that redefine each other. */
    public List<Choice> choices() {
        return choices;
    }

    /** The columns of the parents' keys, which come first. */
    public List<SourceColumn> parentColumns() {
        return parentKey.map(part -> CopybookColumns.of(part.columns())).orElse(List.of());
    }

    /** All columns. */
    public List<SourceColumn> columns() {
        List<SourceColumn> columns = new ArrayList<>(parentColumns());
        columns.addAll(CopybookColumns.of(record.columns()));
        return columns;
    }

    /**
     * The values of a row.
     *
     * @param parentKey as many as parent columns
     */
    public List<Object> values(List<Object> parentKey, CobolRecord decoded) {
        List<Object> values = new ArrayList<>(parentKey);
        values.addAll(CopybookColumns.values(record.columns(), decoded.fields()));
        return values;
    }
}
