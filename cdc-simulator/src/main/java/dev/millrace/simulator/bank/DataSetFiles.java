package dev.millrace.simulator.bank;

import static dev.millrace.simulator.SimulatorError.DATA_SET_MISSING;

import dev.millrace.simulator.SimulatorException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where data sets come from: pairs of NAME.cpy and NAME.PS. */
sealed interface DataSetFiles {
    String COPYBOOK = ".cpy";
    String RECORDS = ".PS";

    /** The names for which there is a copybook, sorted. */
    List<String> names();

    /** Opens a file; {@link IOException} where it is not there. */
    InputStream open(String file) throws IOException;

    /** The file as messages call it. */
    String describe(String file);

    /** The files of a directory. */
    record InDirectory(Path directory) implements DataSetFiles {
        @Override
        public List<String> names() {
            try (Stream<Path> files = Files.list(directory)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(file -> file.endsWith(COPYBOOK))
                        .map(file -> file.substring(0, file.length() - COPYBOOK.length()))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new SimulatorException(
                        DATA_SET_MISSING,
                        directory.toString(),
                        "the directory of the data sets cannot be read.",
                        "name a directory with pairs of NAME.PS and NAME.cpy.",
                        e);
            }
        }

        @Override
        public InputStream open(String file) throws IOException {
            return Files.newInputStream(directory.resolve(file));
        }

        @Override
        public String describe(String file) {
            return directory.resolve(file).toString();
        }
    }

    /** The sample data sets that come with the simulator. */
    record Sample() implements DataSetFiles {
        private static final String RESOURCES = "/bank/";

        @Override
        public List<String> names() {
            return List.of("ACCOUNT", "CARD", "CARDXREF", "CUSTOMER", "DAILYTRN");
        }

        @Override
        public InputStream open(String file) throws IOException {
            @Nullable InputStream in = DataSetFiles.class.getResourceAsStream(RESOURCES + file);
            if (in == null) {
                throw new FileNotFoundException(describe(file));
            }
            return in;
        }

        @Override
        public String describe(String file) {
            return "sample " + file;
        }
    }
}
