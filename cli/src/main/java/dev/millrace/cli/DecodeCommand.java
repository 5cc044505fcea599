package dev.millrace.cli;

import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.FixedRecords;
import dev.millrace.codec.FloatFormat;
import dev.millrace.codec.HostEncoding;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.RecordJson;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace decode}: a data set's records as JSON. */
@Command(
        name = "decode",
        description =
                "Prints a data set of fixed-length records as JSON, one object a line: names as in the copybook, numbers"
                        + " with their full scale, text without trailing blanks, no FILLER.")
final class DecodeCommand implements Callable<Integer> {
    @Option(names = "--copybook", required = true, paramLabel = "FILE", description = "The copybook of the records.")
    private Path copybook;

    @Option(
            names = "--codepage",
            paramLabel = "NAME",
            defaultValue = CodePage.DEFAULT_NAME,
            description = "The records' EBCDIC code page (default: ${DEFAULT-VALUE}).")
    private String codePage;

    @Option(
            names = "--float",
            paramLabel = "FORMAT",
            defaultValue = "ibm",
            description = "How COMP-1 and COMP-2 are stored: ibm, hexadecimal, or ieee (default: ${DEFAULT-VALUE}).")
    private FloatFormat floatFormat;

    @Parameters(paramLabel = "DATA", description = "The data set, as unloaded in binary.")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RecordCodec codec =
                new RecordCodec(Copybook.read(file(copybook)), new HostEncoding(CodePage.of(codePage), floatFormat));
        PrintWriter out = spec.commandLine().getOut();
        RecordJson json = new RecordJson(out);
        try (FixedRecords records = FixedRecords.open(file(data), codec)) {
            while (records.hasNext()) {
                json.write(records.next());
            }
        } finally {
            json.flush();
        }
        return ExitCode.OK;
    }

    /** A directory can be opened like a file, and has bytes. */
    private static Path file(Path path) {
        if (Files.isDirectory(path)) {
            throw new CommandFailure(ExitCode.USAGE, path + " is a directory", "name a file in it");
        }
        return path;
    }
}
