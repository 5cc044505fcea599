package dev.millrace.bench.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a process and all its children have spent until a moment.
 *
 * @param cpu of each of them, by its id
 */
record ProcessUsage(Map<Long, Duration> cpu) {

    static ProcessUsage of(long pid) {
        Map<Long, Duration> cpu = new HashMap<>();
        ProcessHandle.of(pid).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .forEach(
                        process -> process.info().totalCpuDuration().ifPresent(spent -> cpu.put(process.pid(), spent)));
        return new ProcessUsage(cpu);
    }

    /** What was spent since then by those that are still there. */
    long nanosSince(ProcessUsage before) {
        return cpu.entrySet().stream()
                .mapToLong(process -> process.getValue().toNanos()
                        - before.cpu
                                .getOrDefault(process.getKey(), Duration.ZERO)
                                .toNanos())
                .sum();
    }

    /** What a process alone has spent; 0 where it is gone. */
    static long cpuNanos(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toNanos)
                .orElse(0L);
    }

    /** The most memory that a process ever had, in KiB; 0 where the system does not tell. */
    static long peakKib(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(0);
        } catch (IOException notLinux) {
            return 0;
        }
    }
}
