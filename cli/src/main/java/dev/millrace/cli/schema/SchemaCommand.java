package dev.millrace.cli.schema;

import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
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
            names = "--codepage",
            paramLabel = "NAME",
            defaultValue = CodePage.DEFAULT_NAME,
            description = "The records' EBCDIC code page (default: ${DEFAULT-VALUE}).")
    private String codePage;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Optional<Path> parent = Optional.ofNullable(parentCopybook);
        List<Copybook> copybooks = new ArrayList<>();
        if (parent.isPresent()) {
            copybooks.add(Copybook.read(parent.get()));
        }
        Copybook record = Copybook.read(copybook);
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
                new LayoutFiles(copybook, parent, CodePage.of(codePage).name())));
        return ExitCode.OK;
    }

    private void print(RecordTable made) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(form.text(made));
        out.flush();
    }

    /** Neither an array identifies a row, nor what not every record has. */
    private static String first(List<RecordColumn> columns) {
        return plain(columns).stream()
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.FAILED,
                        "the record has no field outside of tables",
                        "give the copybook of records with a key"));
    }

    private List<String> given(List<RecordColumn> columns) {
        List<String> names = key.stream()
                .map(field -> field.strip().toUpperCase(Locale.ROOT).replace('-', '_'))
                .distinct()
                .toList();
        List<String> known = plain(columns);
        for (String name : names) {
            if (!known.contains(name)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "--key: " + name + " is none of the record's fields",
                        "name some of " + String.join(", ", known));
            }
        }
        return names;
    }

    private static List<String> plain(List<RecordColumn> columns) {
        return columns.stream()
                .filter(column -> !RecordTable.isTable(column) && column.presence() == Presence.ALWAYS)
                .map(RecordColumn::name)
                .toList();
    }
}
