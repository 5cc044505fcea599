package dev.millrace.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The program of a Redis server in the jar that brings it, which holds one for each platform.
 *
 * @param entry the program's name in the jar, which says its version and platform
 * @param checksum of its content
 */
record RedisProgram(Path jar, String entry, long checksum) {
    private static final String NAME = "redis-server";

    /**
     * The program for this operating system and processor.
     *
     * @throws StackException {@code SERVER_JARS_MISSING}, {@code PLATFORM_UNSUPPORTED} where the jar holds none
     */
    static RedisProgram ofThisPlatform() {
        return of(ServerJars.of("redis"), Platform.ofThisJvm());
    }

    static RedisProgram of(List<Path> jars, Platform platform) {
        String ending = "-" + platform.systemName() + "-" + platform.processorName("amd64", "arm64");
        return jars.stream()
                .flatMap(jar -> find(jar, ending).stream())
                .findFirst()
                .orElseThrow(() -> platform.unsupported("Redis", "Use Linux or macOS on x86-64 or ARM64."));
    }

    private static Optional<RedisProgram> find(Path jar, String ending) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .filter(entry -> entry.getName().startsWith(NAME + "-")
                            && entry.getName().endsWith(ending))
                    .map(entry -> new RedisProgram(jar, entry.getName(), entry.getCrc()))
                    .findFirst();
        } catch (IOException e) {
            throw new StackException(
                    StackException.Code.SERVER_JARS_MISSING,
                    jar + " cannot be read: " + e.getMessage(),
                    "Build again, or unpack the distribution again.",
                    e);
        }
    }

    /**
     * Unpacks the program to the user's cache directory where that has not happened yet; where it cannot be written or nothing in it
     * may be run, into the given directory.
     */
    Path unpack(Path fallback) {
        ProgramDirectory directory = directory();
        Path cached = directory.unpack(fallback).resolve(NAME);
        return Files.isExecutable(cached)
                ? cached
                : directory.unpackInto(fallback).resolve(NAME);
    }

    ProgramDirectory directory() {
        String version = entry.substring(NAME.length() + 1);
        return new ProgramDirectory(
                "redis-" + version + "-" + HexFormat.of().toHexDigits(checksum, 8), this::unpackInto);
    }

    private void unpackInto(Path directory) throws IOException {
        Path program = directory.resolve(NAME);
        try (ZipFile zip = new ZipFile(jar.toFile());
                InputStream content = zip.getInputStream(new ZipEntry(entry))) {
            Files.copy(content, program);
        }
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
