package dev.millrace.core.format.configured;

import dev.millrace.core.format.FormatFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged golden records: each is a change, a control record, or refused with a clear reason. */
class ReadersFuzzTest {
    private static final Path FORMATS = Path.of("src/test/resources/formats");

    /** Places that every format has. */
    private static final List<String> EVERYWHERE = List.of("value", "BANK.ACCOUNT", "topic");

    @ParameterizedTest
    @CsvSource({
        "debezium, schema|payload|before|after|source|op|connector|source.connector|table|ts_ms|ts_us|ts_ns|commit_lsn|change_lsn|source.commit_lsn|source.change_lsn",
        "precisely-json, object_name|change_op|stck|seq_in_clock|before_image|after_image",
        "dms, data|before-image|metadata|record-type|operation|schema-name|table-name|commit-timestamp|stream-position|transaction-record-id|metadata.commit-timestamp",
        "dms-positions, data|before-image|metadata|record-type|operation|schema-name|table-name|commit-timestamp|stream-position|transaction-record-id|metadata.commit-timestamp|metadata.transaction-record-id",
        "qlik, type|messageSchema|message|data|beforeData|headers|operation|changeSequence",
        "debezium-db2, schema|payload|before|after|source|op|connector|source.connector|table|ts_ms|ts_us|ts_ns|commit_lsn|change_lsn|source.commit_lsn|source.change_lsn",
        "debezium-sqlserver, schema|payload|before|after|source|op|connector|source.connector|table|ts_ms|ts_us|ts_ns|commit_lsn|change_lsn|event_serial_no|source.commit_lsn|source.change_lsn|source.event_serial_no",
        "debezium-postgresql, schema|payload|before|after|source|op|connector|source.connector|table|ts_ms|ts_us|ts_ns|lsn|source.lsn",
        "debezium-mysql, schema|payload|before|after|source|op|connector|source.connector|db|table|ts_ms|ts_us|ts_ns|file|pos|row|source.file|source.pos|source.row",
        "iidr, A_ENTTYP|A_TIMSTAMP|before"
    })
    void damaged_records_are_read_or_refused(String format, String places) throws IOException {
        List<String> allowed = new ArrayList<>(EVERYWHERE);
        allowed.addAll(List.of(places.split("\\|")));
        Path directory = FORMATS.resolve(format);
        try (ReadAsConfigured configured = ReadAsConfigured.of(directory.resolve("connector.yaml"))) {
            new FormatFuzz(configured.format(), valid(directory), Set.copyOf(allowed)).run();
        }
    }

    private static List<byte[]> valid(Path directory) throws IOException {
        List<byte[]> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                records.add(Files.readAllBytes(file));
            }
        }
        return records;
    }
}
