package dev.millrace.core;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.FormatConfig;
import dev.millrace.core.config.TableConfig;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.PreciselyJsonFormat;
import dev.millrace.core.format.PreciselyJsonWriter;
import dev.millrace.core.format.PreciselyTags;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.RecordRules.UpdateImages;
import dev.millrace.core.format.RecordRules.WithoutToken;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.TokenKind;
import dev.millrace.core.format.raw.LayoutCheck;
import dev.millrace.core.format.raw.RawFormat;
import dev.millrace.core.format.raw.RawTable;
import dev.millrace.core.format.raw.RawWriter;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What reads and writes the records that a configuration describes. */
public final class RecordFormats {
    private RecordFormats() {}

    /** Tells the reader what is wrong with the layouts of records. */
    public static void check(ConfigReader reader, ConnectorConfig config) {
        LayoutCheck.check(reader, config.tables());
    }

    /** How the configured records are read. */
    static Format format(ConnectorConfig config) {
        return switch (config.format().type()) {
            case PRECISELY_JSON ->
                new PreciselyJsonFormat(
                        tags(config.format().tags()),
                        rules(config.format()),
                        bySource(config, table -> order(config, table)));
            case RAW -> new RawFormat(rawTables(config));
        };
    }

    /** The way back: records that {@link #format} reads. */
    static ChangeWriter writer(ConnectorConfig config) {
        return switch (config.format().type()) {
            case PRECISELY_JSON -> new PreciselyJsonWriter(tags(config.format().tags()));
            case RAW -> new RawWriter(rawTables(config));
        };
    }

    private static Map<String, RawTable> rawTables(ConnectorConfig config) {
        return bySource(config, table -> RawTable.of(table.source(), order(config, table), table.layout()));
    }

    private static <T> Map<String, T> bySource(ConnectorConfig config, Function<TableConfig, T> made) {
        return config.tables().stream().collect(Collectors.toMap(TableConfig::source, made));
    }

    private static SourceOrder order(ConnectorConfig config, TableConfig table) {
        return new SourceOrder(
                TokenKind.STCK,
                table.epoch(),
                table.revision(),
                table.clockOffset(),
                config.engine().maxAhead(),
                table.topic());
    }

    private static PreciselyTags tags(FormatConfig.Tags tags) {
        return new PreciselyTags(
                tags.objectName(),
                tags.operation(),
                tags.stck(),
                tags.beforeImage(),
                tags.afterImage(),
                tags.ordinal());
    }

    private static RecordRules rules(FormatConfig format) {
        return new RecordRules(
                switch (format.leftOutColumns()) {
                    case REJECT -> LeftOutColumns.REJECT;
                    case AS_NULL -> LeftOutColumns.AS_NULL;
                },
                switch (format.updateImages()) {
                    case BEFORE_AND_AFTER -> UpdateImages.BEFORE_AND_AFTER;
                    case AFTER -> UpdateImages.AFTER;
                },
                Set.copyOf(format.loadOperations()),
                switch (format.withoutToken()) {
                    case REJECT -> WithoutToken.REJECT;
                    case LOAD -> WithoutToken.LOAD;
                });
    }
}
