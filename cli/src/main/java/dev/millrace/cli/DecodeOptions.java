package dev.millrace.cli;

import dev.millrace.cli.layout.LayoutOptions;
import dev.millrace.codec.Choice;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code decode} that say what the bytes of a record mean. */
final class DecodeOptions {
    @Option(names = "--copybook", paramLabel = "FILE", description = "The copybook of the records.")
    private @Nullable Path copybook;

    @Mixin
    private LayoutOptions layout = new LayoutOptions();

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

    boolean hasSegments() {
        return !segments.isEmpty();
    }

    RecordDecoder decoder() throws IOException {
        HostEncoding encoding = layout.encoding();
        if (!hasSegments()) {
            if (copybook == null) {
                throw usage("no copybook is given", "give --copybook, or --segment for each segment");
            }
            return codec(copybook, encoding, choices);
        }
        if (copybook != null || layout.record().isPresent()) {
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
        return new RecordCodec(
                layout.copybook(file(file)),
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
