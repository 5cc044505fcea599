package dev.millrace.simulator.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.codec.FloatFormat;
import dev.millrace.core.config.ConfigReader;
import dev.millrace.core.config.ConfigurationException;
import dev.millrace.simulator.generate.GeneratedObject;
import dev.millrace.simulator.source.RowLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The copybooks that random rows are made under. */
final class SourceSettingsTest {
    private static final String CUSTOMER = "{object: IMS.CUSTOMER, kind: ims, key: [ID], copybook: RECORDS,";
    private static final String ORDER =
            "{object: IMS.ORDER, kind: ims, key: [ORDER_NO], parent: IMS.CUSTOMER, copybook: RECORDS, record: ORDER,";

    @TempDir
    Path directory;

    @BeforeEach
    void writeCopybooks() throws IOException {
        Files.writeString(directory.resolve("RECORDS.cpy"), """
                01 PARENT-KEY.
                  COPY ID.
                01 CUSTOMER.
                  COPY ID.
                  05 NAME PIC X(4).
                01 ORDER.
                  05 ORDER-NO PIC 9(2).
                """);
        Files.writeString(
                Files.createDirectory(directory.resolve("library")).resolve("ID.cpy"), "           05 ID PIC 9(3).\n");
    }

    @Test
    void records_of_one_copybook_and_what_they_copy_are_the_layouts_of_several_objects() throws IOException {
        List<GeneratedObject> objects = read(
                CUSTOMER + " record: CUSTOMER, copy-path: [LIBRARY]}",
                ORDER + " parent-copybook: RECORDS, parent-record: PARENT-KEY, copy-path: [LIBRARY]}");
        assertEquals(
                List.of("CUSTOMER", "ORDER"),
                objects.stream()
                        .map(object ->
                                object.layout().record().codec().copybook().name())
                        .toList());
        assertEquals(List.of("ID", "ORDER_NO"), objects.get(1).table().key());
    }

    @Test
    void all_that_is_wrong_with_copybooks_is_told_at_once() {
        List<String> problems = problems(() -> read(
                CUSTOMER + " copy-path: [LIBRARY]}",
                ORDER + " parent-copybook: RECORDS, parent-record: KEY, copy-path: [LIBRARY]}",
                ORDER + " parent-copybook: /nowhere}"));
        assertEquals(
                List.of(
                        "workload.objects[0].record: RECORDS.cpy, line 3, item CUSTOMER: the copybook has the records"
                                + " PARENT-KEY, CUSTOMER, ORDER",
                        "workload.objects[1].parent-record: RECORDS.cpy, line 1, item PARENT-KEY: the copybook has no record"
                                + " KEY, but PARENT-KEY, CUSTOMER, ORDER",
                        "workload.objects[2].copybook: RECORDS.cpy, line 2, item COPY: there is no copybook ID",
                        "workload.objects[2].parent-copybook: the file /nowhere cannot be read"),
                problems);
    }

    @Test
    void an_object_that_is_listed_twice_is_refused() throws IOException {
        String one = CUSTOMER + " record: CUSTOMER, copy-path: [LIBRARY]}";
        List<String> twice = List.of("workload.objects[1].object: \"IMS.CUSTOMER\" is listed twice");
        assertEquals(twice, problems(() -> read(one, one)));
        Files.write(directory.resolve("CUSTOMER.PS"), new byte[0]);
        String replayed = one.replace("ims", "vsam").replace("copy-path", "data: DIRECTORY/CUSTOMER.PS, copy-path");
        assertEquals(twice, problems(() -> source("replay", replayed, replayed)));
    }

    private List<String> problems(Executable reading) {
        return assertThrows(ConfigurationException.class, reading).problems().stream()
                .map(problem -> problem.path() + ": " + problem.what().replace(directory + "/", ""))
                .toList();
    }

    @Test
    void what_copybooks_do_not_say_is_told_as_of_raw_tables() throws IOException {
        Files.writeString(directory.resolve("RECORDS.cpy"), """
                01 PAYMENT.
                  05 ID PIC 9(3).
                  05 KIND PIC X.
                  05 CARD PIC X(8).
                  05 RATE REDEFINES CARD COMP-2.
                """);
        String payment = "{object: VSAM.PAYMENT, key: [ID], copybook: RECORDS,";
        RowLayout layout = read(payment + " codepage: IBM273, float: ieee, choose: [CARD=KIND='C', RATE=KIND='R']}")
                .get(0)
                .layout();
        assertEquals("IBM273", layout.record().codec().codePage().name());
        assertEquals(FloatFormat.IEEE, layout.record().codec().encoding().floatFormat());
        assertEquals(2, layout.choices().size());
        List<String> problems = problems(() -> read(
                payment + " codepage: IBM0, choose: [CARD]}",
                payment + " choose: [CASH=KIND='C']}",
                payment.replace("[ID]", "[RATE]") + "}"));
        assertEquals(
                List.of(
                        "workload.objects[0].codepage",
                        "workload.objects[0].choose",
                        "workload.objects[1].choose",
                        "workload.objects[2]"),
                problems.stream()
                        .map(problem -> problem.substring(0, problem.indexOf(": ")))
                        .toList());
    }

    private List<GeneratedObject> read(String... objects) throws IOException {
        return ((SourceSettings.OfGenerator) source("generator", objects)).objects();
    }

    private SourceSettings source(String type, String... objects) throws IOException {
        String yaml = "workload:\n  type: " + type + "\n  objects:\n    - " + String.join("\n    - ", objects) + "\n";
        String there = yaml.replace("RECORDS", directory + "/RECORDS.cpy")
                .replace("LIBRARY", directory + "/library")
                .replace("DIRECTORY", directory.toString());
        ConfigReader reader = ConfigReader.of(Files.writeString(directory.resolve("c.yaml"), there), Map.of());
        SourceSettings settings = SourceSettings.read(reader);
        reader.finish();
        return settings;
    }
}
