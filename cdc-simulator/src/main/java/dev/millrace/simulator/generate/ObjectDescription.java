package dev.millrace.simulator.generate;

import static dev.millrace.simulator.SimulatorError.SETTING_INVALID;

import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.CopybookColumns;
import dev.millrace.simulator.source.RowLayout;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What is said of an object beside its copybooks.
 *
 * @param name schema and name, with a dot between them
 * @param key columns, without those of the parents
 * @param parent the name of the object above it
 */
public record ObjectDescription(String name, ObjectKind kind, List<String> key, Optional<String> parent, int rows) {

    /**
     * The object of a generator under its copybooks, like {@link #object}.
     *
     * @throws SimulatorException also where no random record fits the layout
     */
    public GeneratedObject generated(RowLayout layout, List<GeneratedObject> before) {
        GeneratedObject object = object(layout, before);
        new RecordMaker(name, layout, object.ownKey(), new SplittableRandom(1)).create(1);
        return object;
    }

    /**
     * The object under its copybooks.
     *
     * @param layout of them
     * @param before the objects that were described before
     * @throws SimulatorException {@code SETTING_INVALID} where they do not fit
     */
    public GeneratedObject object(RowLayout layout, List<GeneratedObject> before) {
        int dot = name.indexOf('.');
        if (dot < 1 || dot == name.length() - 1) {
            throw invalid("\"" + name + "\" has no schema", "write it as in IMS.CUSTOMER");
        }
        if (parent.isPresent() != layout.parentKey().isPresent()) {
            throw invalid("a segment has both parent and parent-copybook, or neither", "give both");
        }
        if (parent.isPresent() && kind != ObjectKind.IMS) {
            throw invalid("only a segment has a parent", "write kind: ims, or remove parent");
        }
        layout.parentKey()
                .ifPresent(part -> requireKeyOfParent(
                        CopybookColumns.of(RecordColumns.of(part.codec().copybook())), before));
        List<String> wholeKey = new ArrayList<>(
                layout.parentColumns().stream().map(SourceColumn::name).toList());
        wholeKey.addAll(key);
        GeneratedObject object = new GeneratedObject(kind, table(layout, wholeKey, dot), layout, parent, rows);
        requireFit(object);
        return object;
    }

    private SourceTable table(RowLayout layout, List<String> wholeKey, int dot) {
        try {
            return new SourceTable(name.substring(0, dot), name.substring(dot + 1), layout.columns(), wholeKey);
        } catch (IllegalArgumentException unfit) {
            throw invalid(
                    String.valueOf(unfit.getMessage()), "name elementary fields, and give each a name of its own");
        }
    }

    /** A row is found by its key: each has one, and no other field depends on it. */
    private void requireFit(GeneratedObject object) {
        RowLayout.RecordPart part = object.layout().record();
        Counters counters = new Counters(part.codec().copybook().root());
        List<RecordColumn> columns = part.columns().columns();
        for (int place : object.ownKey()) {
            RecordColumn column = columns.get(place);
            SourceColumn known = object.table().column(column.name());
            if (!known.kind().isPlain()
                    || known.presence() == SourceColumn.Presence.SOMETIMES
                    || counters.concern(column.item())) {
                throw invalid(
                        "the field " + column.name()
                                + " of its key occurs several times, says how often others do, shares"
                                + " its bytes, or is a floating-point number",
                        "name fields that every record has once, with one value");
            }
        }
    }

    private void requireKeyOfParent(List<SourceColumn> columns, List<GeneratedObject> before) {
        SourceTable above = before.stream()
                .filter(object -> parent.filter(object.name()::equals).isPresent())
                .map(GeneratedObject::table)
                .findFirst()
                .orElseThrow(
                        () -> invalid("there is no object " + parent.orElse("") + " before it", "list parents first"));
        List<SourceColumn> key = above.key().stream().map(above::column).toList();
        if (!key.equals(columns)) {
            throw invalid(
                    "its parent-copybook does not have the fields of the key " + above.key() + " of "
                            + above.objectName(),
                    "give it these fields, with the parent's names and pictures, in this order");
        }
    }

    private SimulatorException invalid(String why, String fix) {
        return new SimulatorException(SETTING_INVALID, name, why, fix);
    }
}
