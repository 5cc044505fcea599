package dev.millrace.cli;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolRecords;
import dev.millrace.codec.RecordJson;
import dev.millrace.codec.dataset.RecordFormat;
import dev.millrace.launcher.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace decode}: a data set's records as JSON. */
@Command(
        name = "decode",
        description =
                "Prints a data set's records as JSON, one object a line: names as in the copybook, numbers with their full scale,"
                        + " text without trailing blanks, no FILLER.")
final class DecodeCommand implements Callable<Integer> {
    @Mixin
    private DecodeOptions layout = new DecodeOptions();

    @Option(
            names = "--recfm",
            paramLabel = "FORMAT",
            defaultValue = "f",
            description =
                    "What stands between records: f, nothing; v, a descriptor word before each; vb, also before each block"
                            + " (default: ${DEFAULT-VALUE}).")
    private RecordFormat format;

    @Parameters(paramLabel = "DATA", description = "The data set, as unloaded in binary.")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        RecordJson json = new RecordJson(out);
        boolean segments = layout.hasSegments();
        try (CobolRecords records = format.open(DecodeOptions.file(data), layout.decoder())) {
            while (records.hasNext()) {
                CobolRecord record = records.next();
                if (segments) {
                    json.writeSegment(record);
                } else {
                    json.write(record);
                }
            }
        } finally {
            json.flush();
        }
        return ExitCode.OK;
    }
}
