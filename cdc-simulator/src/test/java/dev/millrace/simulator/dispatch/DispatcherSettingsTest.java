package dev.millrace.simulator.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.core.config.ConfigurationException;
import dev.millrace.core.config.Problem;
import dev.millrace.simulator.dispatch.RecordKey.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copybooks that a Dispatcher takes the keys of records from. */
final class DispatcherSettingsTest {
    @TempDir
    Path directory;

    @BeforeEach
    void writeCopybooks() throws IOException {
        Files.writeString(directory.resolve("RECORDS.cpy"), """
                01 HEADER PIC X.
                01 DETAIL.
                  COPY ID.
                  05 RATE COMP-2.
                """);
        Files.writeString(Files.createDirectory(directory.resolve("library")).resolve("ID.cpy"), """
                           05 ID PIC 9(3).
                           05 BRANCH PIC X(2).
                """);
    }

    @Test
    void the_key_comes_from_the_record_that_is_meant_with_what_it_copies() throws IOException {
        DispatcherSettings settings = read(
                "{object: A, topic: a, key: [BRANCH, ID], copybook: RECORDS, record: DETAIL, copy-path: [LIBRARY]}");
        assertEquals(
                new RecordKey(List.of(new Field(3, 2), new Field(0, 3))),
                settings.objects().values().iterator().next().key());
    }

    @Test
    void all_that_is_wrong_with_copybooks_is_told_at_once() {
        List<Problem> problems = assertThrows(
                        ConfigurationException.class,
                        () -> read(
                                "{object: A, topic: a, key: [ID, RATE, X], copybook: RECORDS, record: DETAIL, copy-path: [LIBRARY]}",
                                "{object: B, topic: b, key: [ID], copybook: RECORDS, copy-path: [LIBRARY]}",
                                "{object: C, topic: c, key: [ID], copybook: RECORDS, record: DETAIL}",
                                "{object: D, topic: d, key: [ID], copybook: /nowhere}",
                                "{object: E, topic: e, key: [ID], record: DETAIL, copy-path: [LIBRARY]}",
                                "{object: F, topic: f, key: [ID], copybook: RECORDS, record: DETAIL, copy-path: [LIBRARY, /nowhere]}"))
                .problems();
        assertEquals(
                List.of(
                        "objects[0].key: the copybook does not have RATE, X as a field that every record has once, at the same"
                                + " place, and that is no COMP-1 or COMP-2",
                        "objects[1].record: RECORDS.cpy, line 2, item DETAIL: the copybook has the records HEADER, DETAIL",
                        "objects[2].copybook: RECORDS.cpy, line 3, item COPY: there is no copybook ID",
                        "objects[3].copybook: the file /nowhere cannot be read",
                        "objects[4].copy-path: it means nothing without copybook",
                        "objects[4].record: it means nothing without copybook",
                        "objects[5].copy-path: there is no directory /nowhere"),
                problems.stream()
                        .map(problem -> problem.path() + ": " + problem.what().replace(directory + "/", ""))
                        .toList());
    }

    private DispatcherSettings read(String... objects) throws IOException {
        String yaml = "name: d\nkafka: {bootstrap.servers: \"b:9092\"}\ntls: {mode: none}\nobjects:\n  - "
                + String.join("\n  - ", objects) + "\n";
        String there = yaml.replace("RECORDS", directory + "/RECORDS.cpy").replace("LIBRARY", directory + "/library");
        return DispatcherSettings.read(Files.writeString(directory.resolve("d.yaml"), there), Map.of());
    }
}
