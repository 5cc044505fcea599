package dev.millrace.codec.columns;

import dev.millrace.codec.Copybook;
import dev.millrace.codec.GroupItem;
import dev.millrace.codec.Item;
import dev.millrace.codec.columns.RecordColumn.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the columns of records: takes the groups away, and names what is left. */
final class ColumnSearch {

    /** A field that becomes a column, with its place: of its outermost group among the record's fields, and so on. */
    private record Found(ColumnNames.Field field, List<Integer> path) {}

    private final String file;
    private final Set<Item> alternatives;
    private final List<Found> found = new ArrayList<>();

    private ColumnSearch(String file, GroupItem root) {
        this.file = file;
        this.alternatives = Alternatives.of(root);
    }

    /** The columns of each record; no name is in two of them. */
    static List<RecordColumns> columns(List<Copybook> copybooks) {
        List<ColumnSearch> searches = new ArrayList<>();
        for (Copybook copybook : copybooks) {
            ColumnSearch search = new ColumnSearch(copybook.fileName(), copybook.root());
            search.look(copybook.fields(), copybooks.size() == 1 ? List.of() : List.of(copybook.name()), List.of());
            searches.add(search);
        }
        List<String> names = ColumnNames.of(searches.stream()
                .flatMap(search -> search.found.stream())
                .map(Found::field)
                .toList());
        List<RecordColumns> columns = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < searches.size(); i++) {
            ColumnSearch search = searches.get(i);
            int end = first + search.found.size();
            columns.add(search.named(copybooks.get(i).fields(), names.subList(first, end)));
            first = end;
        }
        return columns;
    }

    /** @param groups around the items, innermost first */
    private void look(List<Item> items, List<String> groups, List<Integer> path) {
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            List<Integer> place = with(path, i);
            if (RecordColumns.isFlattened(item)) {
                List<String> around = new ArrayList<>(List.of(item.name()));
                around.addAll(groups);
                look(((GroupItem) item).fields(), around, place);
            } else {
                found.add(new Found(new ColumnNames.Field(file, item, groups), place));
            }
        }
    }

    private static List<Integer> with(List<Integer> path, int last) {
        List<Integer> longer = new ArrayList<>(path);
        longer.add(last);
        return longer;
    }

    private RecordColumns named(List<Item> items, List<String> names) {
        List<RecordColumn> columns = new ArrayList<>();
        List<int[]> paths = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Item item = found.get(i).field().item();
            Presence presence = alternatives.contains(item) ? Presence.SOMETIMES : Presence.ALWAYS;
            columns.add(new RecordColumn(names.get(i), item, presence, fields(item)));
            paths.add(found.get(i).path().stream().mapToInt(Integer::intValue).toArray());
        }
        return new RecordColumns(items, columns, paths);
    }

    private Optional<RecordColumns> fields(Item item) {
        if (!(item instanceof GroupItem group)) {
            return Optional.empty();
        }
        ColumnSearch occurrence = new ColumnSearch(file, group);
        occurrence.look(group.fields(), List.of(), List.of());
        List<String> names =
                ColumnNames.of(occurrence.found.stream().map(Found::field).toList());
        return Optional.of(occurrence.named(group.fields(), names));
    }
}
