package dev.millrace.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumns;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecordColumnsPropertyTest {

    @Property(tries = 1000)
    void columnsHaveDistinctNamesAndKeepEveryValue(@ForAll("records") Layouts.Branch layout, @ForAll long seed) {
        RecordColumns columns = RecordColumns.of(Copybook.parse("random.cpy", Layouts.source(layout, 0)));
        List<String> names = columns.columns().stream().map(RecordColumn::name).toList();
        assertEquals(names.stream().distinct().toList(), names);

        CobolValue.Group record = new RandomValues(seed, CodePage.of("IBM037")).group(layout);
        assertEquals(record, columns.record(columns.values(record)));
    }

    @Provide
    Arbitrary<Layouts.Branch> records() {
        return Layouts.records();
    }
}
