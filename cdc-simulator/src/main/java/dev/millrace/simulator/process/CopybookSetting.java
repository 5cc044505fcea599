package dev.millrace.simulator.process;

import dev.millrace.codec.CodecException;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.CopybookOptions;
import dev.millrace.codec.ErrorCode;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.CopybookFile;
import dev.millrace.core.config.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A copybook that the settings of a stage name. */
public final class CopybookSetting {
    private CopybookSetting() {}

    /**
     * Reads it, and makes of it what the stage needs.
     *
     * @param key that ends with {@code copybook}; the one that ends with {@code record} in its place says which of its records is meant
     * @param file as it is named, if it is
     * @param copyPath as {@link dev.millrace.core.config.CopyPath} has it
     * @param made may throw {@link CodecException}, which is told like what is wrong in the copybook
     * @return empty where none is named, or where it is wrong, which is told
     */
    public static <T> Optional<T> read(
            ConfigReader reader, String key, Optional<String> file, List<Path> copyPath, Function<Copybook, T> made) {
        return CopybookFile.read(reader, key, file, copyPath).flatMap(found -> made(reader, found, made));
    }

    private static <T> Optional<T> made(ConfigReader reader, CopybookFile file, Function<Copybook, T> made) {
        CopybookOptions options = new CopybookOptions(file.record(), file.copyPath());
        try {
            return Optional.of(made.apply(Copybook.parse(file.name(), file.source(), options)));
        } catch (CodecException fault) {
            boolean isOfRecord = fault.code() == ErrorCode.COPYBOOK_RECORD_UNKNOWN;
            reader.problem(
                    ProblemCode.CONFIG_VALUE_INVALID,
                    isOfRecord ? file.recordKey() : file.key(),
                    fault.place() + ": " + fault.problem(),
                    fault.fix());
            return Optional.empty();
        }
    }
}
