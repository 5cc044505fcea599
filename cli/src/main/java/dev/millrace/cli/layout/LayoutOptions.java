package dev.millrace.cli.layout;

import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.CopybookOptions;
import dev.millrace.codec.FloatFormat;
import dev.millrace.codec.HostEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reads copybooks, and what they do not say about the bytes of their records. */
public final class LayoutOptions {
    @Option(
            names = "--record",
            paramLabel = "NAME",
            description = "Which record of the copybook, where it has several of level 01 or 77.")
    private @Nullable String record;

    @Option(
            names = "--copy-path",
            paramLabel = "DIRECTORY",
            description = "Where COPY looks, behind the copybook's own directory. May be given several times.")
    private List<Path> copyPath = List.of();

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

    public Optional<String> record() {
        return Optional.ofNullable(record);
    }

    public List<Path> copyPath() {
        return copyPath;
    }

    /** {@link dev.millrace.codec.CodecException} where there is no such code page. */
    public HostEncoding encoding() {
        return new HostEncoding(CodePage.of(codePage), floatFormat);
    }

    /** The record that is meant. */
    public Copybook copybook(Path file) throws IOException {
        return copybook(file, record());
    }

    /** A record of the copybook; the only one where none is named. */
    public Copybook copybook(Path file, Optional<String> name) throws IOException {
        return Copybook.read(file, new CopybookOptions(name, copyPath));
    }
}
