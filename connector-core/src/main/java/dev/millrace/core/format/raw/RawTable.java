package dev.millrace.core.format.raw;

import dev.millrace.core.config.LayoutConfig;
import dev.millrace.core.format.SourceOrder;
import java.util.Optional;

/** A table whose records are raw: its name at the source, how its changes are ordered, and how its rows are written. */
public final class RawTable {
    private final String name;
    private final SourceOrder order;
    private final RowImages images;

    private RawTable(String name, SourceOrder order, RowImages images) {
        this.name = name;
        this.order = order;
        this.images = images;
    }

    /**
     * @param layout of the table's records; JSON where there is none
     * @throws dev.millrace.codec.CodecException where the layout is not sound, which {@link LayoutCheck} tells
     */
    public static RawTable of(String name, SourceOrder order, Optional<LayoutConfig> layout) {
        return new RawTable(name, order, layout.<RowImages>map(RecordImages::of).orElseGet(JsonImages::new));
    }

    String name() {
        return name;
    }

    SourceOrder order() {
        return order;
    }

    RowImages images() {
        return images;
    }
}
