package dev.millrace.core.format.configured;

import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.ConnectorConfig;
import dev.millrace.core.config.FormatConfig;
import dev.millrace.core.config.Problem;
import dev.millrace.core.config.ProblemCode;
import dev.millrace.core.config.RegistryConfig;
import dev.millrace.core.config.TableConfig;
import dev.millrace.core.format.ChangeWriter;
import dev.millrace.core.format.DecimalSequence;
import dev.millrace.core.format.Format;
import dev.millrace.core.format.RecordRules;
import dev.millrace.core.format.RecordRules.LeftOutColumns;
import dev.millrace.core.format.RecordRules.UpdateImages;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.SourceTable;
import dev.millrace.core.format.SourceTables;
import dev.millrace.core.format.StoreClock;
import dev.millrace.core.format.TokenKind;
import dev.millrace.core.format.Truncates;
import dev.millrace.core.format.avro.AvroSchemas;
import dev.millrace.core.format.avro.Framing;
import dev.millrace.core.format.debezium.DebeziumEngine;
import dev.millrace.core.format.debezium.DebeziumFormat;
import dev.millrace.core.format.debezium.DebeziumWriter;
import dev.millrace.core.format.debezium.WithoutSchema;
import dev.millrace.core.format.dms.DmsFormat;
import dev.millrace.core.format.dms.DmsPosition;
import dev.millrace.core.format.dms.DmsWriter;
import dev.millrace.core.format.iidr.IidrFormat;
import dev.millrace.core.format.iidr.IidrWriter;
import dev.millrace.core.format.precisely.LoadRules;
import dev.millrace.core.format.precisely.LoadRules.WithoutToken;
import dev.millrace.core.format.precisely.PreciselyAvroFormat;
import dev.millrace.core.format.precisely.PreciselyJsonFormat;
import dev.millrace.core.format.precisely.PreciselyJsonWriter;
import dev.millrace.core.format.precisely.PreciselyTags;
import dev.millrace.core.format.qlik.QlikFormat;
import dev.millrace.core.format.qlik.QlikWriter;
import dev.millrace.core.format.raw.LayoutCheck;
import dev.millrace.core.format.raw.RawFormat;
import dev.millrace.core.format.raw.RawTable;
import dev.millrace.core.format.raw.RawWriter;
import dev.millrace.core.format.registry.CachedSchemas;
import dev.millrace.core.format.registry.ConfluentRegistry;
import dev.millrace.core.format.registry.SchemaRegistry;
import dev.millrace.core.format.registry.glue.GlueRegistry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What reads and writes the records that a configuration describes. */
public final class RecordFormats {
    private RecordFormats() {}

    /** Tells the reader what is wrong with the layouts of records. */
    public static void check(ConfigReader reader, ConnectorConfig config) {
        LayoutCheck.check(reader, config.tables());
    }

    /** How the configured records are read. */
    public static Format format(ConnectorConfig config) {
        FormatConfig format = config.format();
        return switch (format.type()) {
            case PRECISELY_JSON ->
                new PreciselyJsonFormat(tags(format.tags()), rules(format), loads(format), tables(config));
            case DMS ->
                new DmsFormat(position(format), format.beforeImage(), rules(format), truncates(format), tables(config));
            case QLIK -> new QlikFormat(rules(format), tables(config));
            case DEBEZIUM ->
                new DebeziumFormat(engine(format), withoutSchema(format), truncates(format), tables(config));
            case IIDR -> new IidrFormat(format.beforePrefix(), rules(format), tables(config));
            case PRECISELY_AVRO -> {
                RegistryConfig registry = format.registry().orElseThrow();
                yield new PreciselyAvroFormat(
                        tags(format.tags()),
                        rules(format),
                        loads(format),
                        tables(config),
                        framing(registry),
                        schemas(registry));
            }
            case RAW -> new RawFormat(rawTables(config));
        };
    }

    /**
     * The way back: records that {@link #format} reads.
     *
     * @throws ConfigurationException where only the source can write them
     */
    public static ChangeWriter writer(ConnectorConfig config) {
        FormatConfig format = config.format();
        return switch (format.type()) {
            case PRECISELY_JSON -> new PreciselyJsonWriter(tags(format.tags()));
            case DMS -> new DmsWriter(format.beforeImage());
            case QLIK -> new QlikWriter();
            case DEBEZIUM -> new DebeziumWriter(engine(format));
            case IIDR -> new IidrWriter(format.beforePrefix());
            case PRECISELY_AVRO ->
                throw new ConfigurationException(new Problem(
                        ProblemCode.CONFIG_VALUE_INVALID,
                        "format.type",
                        "records of this format cannot be written: only the source registers their schemas",
                        "watch changes of the source's own in place of the canary's"));
            case RAW -> new RawWriter(rawTables(config));
        };
    }

    /** How the changes of all configured tables are ordered. */
    public static TokenKind tokenKind(FormatConfig format) {
        return switch (format.type()) {
            case PRECISELY_JSON, PRECISELY_AVRO, RAW -> StoreClock.STCK;
            case DMS -> position(format).kind();
            case QLIK -> DecimalSequence.SEQUENCE;
            case DEBEZIUM -> engine(format).kind();
            case IIDR -> IidrFormat.KIND;
        };
    }

    private static Map<String, RawTable> rawTables(ConnectorConfig config) {
        return config.tables().stream()
                .collect(Collectors.toMap(
                        TableConfig::source,
                        table -> RawTable.of(table.source(), order(config, table), table.layout())));
    }

    private static SourceTables tables(ConnectorConfig config) {
        List<SourceTable> tables = config.tables().stream()
                .map(table -> new SourceTable(table.source(), order(config, table)))
                .toList();
        return new SourceTables(tables);
    }

    private static SourceOrder order(ConnectorConfig config, TableConfig table) {
        return new SourceOrder(
                tokenKind(config.format()),
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
                });
    }

    private static LoadRules loads(FormatConfig format) {
        return new LoadRules(
                Set.copyOf(format.loadOperations()),
                switch (format.withoutToken()) {
                    case REJECT -> WithoutToken.REJECT;
                    case LOAD -> WithoutToken.LOAD;
                });
    }

    private static Truncates truncates(FormatConfig format) {
        return switch (format.onTruncate()) {
            case STOP -> Truncates.STOP;
            case IGNORE -> Truncates.IGNORE;
        };
    }

    private static Framing framing(RegistryConfig registry) {
        return switch (registry.kind()) {
            case CONFLUENT -> Framing.CONFLUENT;
            case GLUE -> Framing.GLUE;
        };
    }

    private static AvroSchemas schemas(RegistryConfig registry) {
        SchemaRegistry asked = switch (registry.kind()) {
            case CONFLUENT -> new ConfluentRegistry(registry.url().orElseThrow(), registry);
            case GLUE -> GlueRegistry.of(registry);
        };
        return new CachedSchemas(asked, System::nanoTime);
    }

    private static WithoutSchema withoutSchema(FormatConfig format) {
        return switch (format.logSource().withoutSchema()) {
            case STOP -> WithoutSchema.STOP;
            case TEXT -> WithoutSchema.TEXT;
        };
    }

    private static DebeziumEngine engine(FormatConfig format) {
        return switch (format.logSource().engine()) {
            case DB2 -> DebeziumEngine.DB2;
            case SQLSERVER -> DebeziumEngine.SQLSERVER;
            case POSTGRESQL -> DebeziumEngine.POSTGRESQL;
            case MYSQL -> DebeziumEngine.MYSQL;
        };
    }

    private static DmsPosition position(FormatConfig format) {
        return switch (format.streamPosition()) {
            case IGNORED -> DmsPosition.IGNORED;
            case DECIMAL -> DmsPosition.DECIMAL;
            case HEXADECIMAL -> DmsPosition.HEXADECIMAL;
        };
    }
}
