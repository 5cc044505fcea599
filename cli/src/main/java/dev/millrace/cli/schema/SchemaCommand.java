package dev.millrace.cli.schema;

import dev.millrace.cli.layout.LayoutOptions;
import dev.millrace.codec.Choice;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.DataType;
import dev.millrace.codec.ElementItem;
import dev.millrace.codec.HostEncoding;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.columns.RecordColumn;
import dev.millrace.codec.columns.RecordColumn.Presence;
import dev.millrace.codec.columns.RecordColumns;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace schema}: a copybook's record as a table elsewhere. */
@Command(
        name = "schema",
        description = {
            "Prints a starting point for a table of a copybook's records: PostgreSQL's CREATE TABLE, an Avro schema, a JSON schema, or"
                    + " the entry of a connector's configuration.",
            "What the copybook does not know is said in comments, where the form has any."
        })
public final class SchemaCommand implements Callable<Integer> {
    @Option(names = "--copybook", required = true, paramLabel = "FILE", description = "The copybook of the records.")
    private Path copybook;

    @Option(
            names = "--parent-copybook",
            paramLabel = "FILE",
            description = "The copybook of their parents' keys (IMS), whose fields come first.")
    private @Nullable Path parentCopybook;

    @Option(
            names = "--parent-record",
            paramLabel = "NAME",
            description = "Which record of that copybook, where it has several of level 01 or 77.")
    private @Nullable String parentRecord;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FORM",
            description = "What to print: ddl, avro, json-schema or config.")
    private SchemaForm form;

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description =
                    "The table's name at the source, as in BANK.ACCOUNT (default: the name of the copybook's record).")
    private @Nullable String table;

    @Option(
            names = "--key",
            paramLabel = "FIELD",
            split = ",",
            description = "The fields that identify a row, as in BRANCH,ACCOUNT-ID (default: the first field).")
    private List<String> key = new ArrayList<>();

    @Option(
            names = "--choose",
            paramLabel = "ITEM=CONDITION",
            description =
                    "Of items that redefine each other, when this is the one: a condition of level 88, or FIELD='value'. For config."
                            + " May be given several times.")
    private List<String> choices = List.of();

    @Mixin
    private LayoutOptions layout = new LayoutOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        HostEncoding encoding = layout.encoding();
        Copybook record = layout.copybook(copybook);
        if (!choices.isEmpty()) {
            // Nothing is done with it: it tells which choice is wrong.
            new RecordCodec(
                    record, encoding, choices.stream().map(Choice::parse).toList());
        }
        Optional<Path> parent = Optional.ofNullable(parentCopybook);
        List<Copybook> copybooks = new ArrayList<>();
        if (parent.isEmpty() && parentRecord != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--parent-record stands without --parent-copybook", "give both, or neither");
        }
        if (parent.isPresent()) {
            copybooks.add(layout.copybook(parent.get(), Optional.ofNullable(parentRecord)));
        }
        copybooks.add(record);
        List<RecordColumn> columns = RecordColumns.ofOneRow(copybooks).stream()
                .flatMap(part -> part.columns().stream())
                .toList();
        print(new RecordTable(
                record.name(),
                Optional.ofNullable(table).orElse(record.name()),
                columns,
                key.isEmpty() ? List.of(first(columns)) : given(columns),
                key.isEmpty() ? RecordTable.KeyChoice.ASSUMED : RecordTable.KeyChoice.GIVEN,
                new TableLayout(
                        copybook,
                        layout.record(),
                        parent,
                        Optional.ofNullable(parentRecord),
                        layout.copyPath(),
                        encoding,
                        choices)));
        return ExitCode.OK;
    }

    private void print(RecordTable made) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(form.text(made));
        out.flush();
    }

    private static String first(List<RecordColumn> columns) {
        return identifying(columns).stream()
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "the record has no field that can identify a row: all are in tables, share bytes, or are COMP-1 or COMP-2",
                        "give the copybook of records with a key"));
    }

    private List<String> given(List<RecordColumn> columns) {
        List<String> names = key.stream()
                .map(field -> field.strip().toUpperCase(Locale.ROOT).replace('-', '_'))
                .distinct()
                .toList();
        List<String> known = identifying(columns);
        for (String name : names) {
            if (!known.contains(name)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--key: " + name + " is no field that can identify a row",
                        "name some of " + String.join(", ", known));
            }
        }
        return names;
    }

    /** Neither an array identifies a row, nor what not every record has, nor a number that no connector has a column for. */
    private static List<String> identifying(List<RecordColumn> columns) {
        return columns.stream()
                .filter(column -> !RecordTable.isTable(column) && column.presence() == Presence.ALWAYS)
                .filter(column ->
                        !(column.item() instanceof ElementItem field && field.type() instanceof DataType.FloatingPoint))
                .map(RecordColumn::name)
                .toList();
    }
}
