package dev.millrace.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The memory that processes hold, as Linux counts it. */
final class ResidentMemory {
    private static final Pattern SHARE = Pattern.compile("^Pss:\\s+(\\d+) kB$", Pattern.MULTILINE);
    private static final Pattern WHOLE = Pattern.compile("^VmRSS:\\s+(\\d+) kB$", Pattern.MULTILINE);

    private ResidentMemory() {}

    /**
     * What a process and all below it hold of the machine's memory now, in bytes. Pages that several of them share are counted once,
     * where the system tells. Empty where it tells nothing, and on other systems.
     */
    static OptionalLong ofFamily(long pid) {
        List<OptionalLong> sizes = ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(process -> of(process.pid()))
                .filter(OptionalLong::isPresent)
                .toList();
        return sizes.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        sizes.stream().mapToLong(OptionalLong::getAsLong).sum());
    }

    private static OptionalLong of(long pid) {
        OptionalLong share = kibibytes(Path.of("/proc/" + pid + "/smaps_rollup"), SHARE);
        return share.isPresent() ? share : kibibytes(Path.of("/proc/" + pid + "/status"), WHOLE);
    }

    private static OptionalLong kibibytes(Path file, Pattern line) {
        try {
            Matcher found = line.matcher(Files.readString(file));
            return found.find() ? OptionalLong.of(Long.parseLong(found.group(1)) * 1024) : OptionalLong.empty();
        } catch (IOException notToBeRead) {
            return OptionalLong.empty();
        }
    }
}
