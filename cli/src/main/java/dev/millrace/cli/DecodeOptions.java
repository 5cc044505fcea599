package dev.millrace.cli;

import dev.millrace.codec.Choice;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.CopybookOptions;
import dev.millrace.codec.FloatFormat;
import dev.millrace.codec.HostEncoding;
import dev.millrace.codec.RecordCodec;
import dev.millrace.codec.RecordDecoder;
import dev.millrace.codec.dataset.SegmentCodec;
import dev.millrace.launcher.CommandFailure;
import dev.millrace.launcher.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code decode} that say what the bytes of a record mean. */
final class DecodeOptions {
    @Option(names = "--copybook", paramLabel = "FILE", description = "The copybook of the records.")
    private @Nullable Path copybook;

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
            names = "--segment",
            paramLabel = "NAME=FILE",
            description =
                    "In the place of --copybook: each record is the name of a segment, 8 bytes, and its data, laid out by this"
                            + " copybook. Once for each segment.")
    private Map<String, Path> segments = Map.of();

    @Option(
            names = "--choose",
            paramLabel = "ITEM=CONDITION",
            description =
                    "Of items that redefine each other, when this is the one: a condition of level 88, or FIELD='value'. With"
                            + " segments: NAME:ITEM=CONDITION. May be given several times.")
    private List<String> choices = List.of();

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

    boolean hasSegments() {
        return !segments.isEmpty();
    }

    RecordDecoder decoder() throws IOException {
        HostEncoding encoding = new HostEncoding(CodePage.of(codePage), floatFormat);
        if (!hasSegments()) {
            if (copybook == null) {
                throw usage("no copybook is given", "give --copybook, or --segment for each segment");
            }
            return codec(copybook, encoding, choices);
        }
        if (copybook != null || record != null) {
            throw usage("--segment stands with --copybook or --record", "give one or the other");
        }
        Map<String, RecordCodec> codecs = new LinkedHashMap<>();
        for (Map.Entry<String, Path> segment : segments.entrySet()) {
            codecs.put(segment.getKey(), codec(segment.getValue(), encoding, choicesOf(segment.getKey())));
        }
        return new SegmentCodec(encoding.codePage(), codecs);
    }

    private List<String> choicesOf(String segment) {
        for (String choice : choices) {
            if (!segments.containsKey(choice.substring(0, Math.max(0, choice.indexOf(':'))))) {
                throw usage("--choose " + choice + " names no segment", "write it as NAME:ITEM=CONDITION");
            }
        }
        return choices.stream()
                .filter(choice -> choice.startsWith(segment + ":"))
                .map(choice -> choice.substring(segment.length() + 1))
                .toList();
    }

    private RecordCodec codec(Path file, HostEncoding encoding, List<String> texts) throws IOException {
        CopybookOptions options = new CopybookOptions(Optional.ofNullable(record), copyPath);
        return new RecordCodec(
                Copybook.read(file(file), options),
                encoding,
                texts.stream().map(Choice::parse).toList());
    }

    private static CommandFailure usage(String problem, String fix) {
        return new CommandFailure(ExitCode.USAGE, problem, fix);
    }

    /** A directory can be opened like a file, and has bytes. */
    static Path file(Path path) {
        if (Files.isDirectory(path)) {
            throw new CommandFailure(ExitCode.USAGE, path + " is a directory", "name a file in it");
        }
        return path;
    }
}
