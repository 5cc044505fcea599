package dev.millrace.simulator.generate;

import static dev.millrace.simulator.SimulatorError.SETTING_INVALID;

import dev.millrace.codec.Copybook;
import dev.millrace.simulator.SimulatorException;
import dev.millrace.simulator.source.CopybookColumns;
import dev.millrace.simulator.source.SourceColumn;
import dev.millrace.simulator.source.SourceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is said of an object beside its copybooks.
 *
 * @param name schema and name, with a dot between them
 * @param key columns, without those of the parents
 * @param parent the name of the object above it
 */
public record ObjectDescription(String name, ObjectKind kind, List<String> key, Optional<String> parent, int rows) {

    /**
     * The object under its copybooks.
     *
     * @param before the objects that were described before
     * @throws SimulatorException {@code SETTING_INVALID} where they do not fit
     */
    public GeneratedObject object(Copybook layout, Optional<Copybook> parentLayout, List<GeneratedObject> before) {
        int dot = name.indexOf('.');
        if (dot < 1 || dot == name.length() - 1) {
            throw invalid("\"" + name + "\" has no schema", "write it as in IMS.CUSTOMER");
        }
        if (parent.isPresent() != parentLayout.isPresent()) {
            throw invalid("a segment has both parent and parent-copybook, or neither", "give both");
        }
        if (parent.isPresent() && kind != ObjectKind.IMS) {
            throw invalid("only a segment has a parent", "write kind: ims, or remove parent");
        }
        List<SourceColumn> parents = parentLayout.map(CopybookColumns::of).orElse(List.of());
        if (parent.isPresent()) {
            requireKeyOfParent(parents, before);
        }
        List<SourceColumn> columns = new ArrayList<>(parents);
        columns.addAll(CopybookColumns.of(layout));
        List<String> wholeKey =
                new ArrayList<>(parents.stream().map(SourceColumn::name).toList());
        wholeKey.addAll(key);
        try {
            SourceTable table = new SourceTable(name.substring(0, dot), name.substring(dot + 1), columns, wholeKey);
            return new GeneratedObject(kind, table, parents.size(), layout, parentLayout, parent, rows);
        } catch (IllegalArgumentException unfit) {
            throw invalid(
                    String.valueOf(unfit.getMessage()), "name elementary fields, and give each a name of its own");
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
