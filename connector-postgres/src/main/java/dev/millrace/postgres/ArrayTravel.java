package dev.millrace.postgres;

import java.util.List;
import java.util.stream.Collectors;

/** Every column as one array, all rows at once. */
enum ArrayTravel implements RowTravel {
    ARRAYS;

    @Override
    public List<String> names(List<String> columns) {
        return columns;
    }

    @Override
    public String from(List<String> names, List<Carrier> carriers) {
        String parameters = carriers.stream()
                .map(carrier -> "?::" + carrier.elementType() + "[]")
                .collect(Collectors.joining(", "));
        return "unnest(" + parameters + ") WITH ORDINALITY AS a (" + String.join(", ", names) + ", " + RowSource.ORDINAL
                + ")";
    }

    @Override
    public <T> List<RowSource.Load<T>> loads(List<ArrayColumn<T>> columns, List<T> items) {
        List<Parameter> parameters = columns.stream()
                .<Parameter>map(column -> new Parameter.Elements(column.carrier(), SqlArrays.elements(column, items)))
                .toList();
        return List.of(new RowSource.Load<>(0, items, parameters));
    }
}
