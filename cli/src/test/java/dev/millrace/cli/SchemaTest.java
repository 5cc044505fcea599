package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.core.target.ColumnTypes;
import dev.millrace.stack.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code millrace schema} prints is taken by those whom it is for. */
@ExtendWith(SharedStack.class)
final class SchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    private static final String ALL = """
            01 THING.
              05 ORDER PIC 9(5).
              05 GROUP-1.
                10 AMOUNT PIC S9(5)V99 COMP-3.
                10 NO PIC X(12).
              05 SMALL PIC S9(4) COMP.
              05 MIDDLE PIC S9(9) COMP.
              05 LARGE PIC S9(18) COMP.
              05 COUNTER PIC 9(4) COMP.
              05 RATE PIC S9(2)V9(2) COMP.
              05 MILLIONS PIC 9(3)P(6).
              05 TINY PIC VP(3)9(2).
              05 FILLER PIC X(4).
            """;
    private static final String TABLES = ALL + """
              05 PHONE PIC X(8) OCCURS 3.
              05 LINE-ITEM OCCURS 2.
                10 SKU PIC X(4).
                10 PRICE.
                  15 NET PIC 9(3)V9.
                10 DISCOUNT PIC 9(2) OCCURS 2.
            """;
    private static final List<String> TYPES = List.of(
            "order numeric(5,0)",
            "amount numeric(7,2)",
            "no varchar(12)",
            "small smallint",
            "middle integer",
            "large bigint",
            "counter numeric(5,0)",
            "rate numeric(5,2)",
            "millions numeric(9,0)",
            "tiny numeric(5,5)");

    @TempDir
    Path directory;

    private String all = "";
    private String tables = "";

    @BeforeEach
    void writeCopybooks() throws IOException {
        all = Files.writeString(directory.resolve("ALL.cpy"), ALL).toString();
        tables = Files.writeString(directory.resolve("TABLES.cpy"), TABLES).toString();
    }

    @Test
    void connectors_take_the_entry_of_a_configuration() throws IOException {
        String entry = schema("config", all, "--table", "BANK.THING", "--key", "order,NO");
        assertTrue(entry.contains("key: [\"order\", \"no\"]\n"), entry);
        assertEquals(TYPES, columns(entry));
        assertAccepted("postgres", """
                target: {url: "jdbc:postgresql://db.example.com/bank", user: u, auto-create: true}
                """, entry);
        assertAccepted("dynamodb", "target: {region: eu-central-1}\n", schema("config", tables));
    }

    @Test
    void arrays_and_groups_are_columns_of_the_entry_where_the_target_has_such() throws IOException {
        String entry = schema("config", tables);
        List<String> types = new ArrayList<>(TYPES);
        types.add("phone array<varchar(8)>");
        types.add("line_item array<struct<sku varchar(4), net numeric(4,1), discount array<numeric(2,0)>>>");
        assertEquals(types, columns(entry));
        for (String column : types) {
            assertTrue(ColumnTypes.parse(column.split(" ", 2)[1]).isPresent(), column);
        }
        assertTrue(entry.contains("# - phone: for PostgreSQL write jsonb"), entry);
    }

    @Test
    void the_keys_of_the_parents_come_first() throws IOException {
        String parent = Files.writeString(directory.resolve("P.cpy"), "01 OWNER.\n  05 ORDER PIC X(4).\n")
                .toString();
        String entry = schema("config", all, "--parent-copybook", parent, "--key", "OWNER-ORDER,THING-ORDER");
        assertEquals(
                List.of("owner_order varchar(4)", "thing_order numeric(5,0)"),
                columns(entry).subList(0, 2));
        assertAccepted("postgres", "target: {url: \"jdbc:postgresql://db/bank\", user: u}\n", entry);
    }

    /** Copied, one of several records, with floating-point numbers and items that redefine each other. */
    @Test
    void connectors_take_the_entry_with_what_is_said_beside_the_copybook() throws IOException {
        Path library = Files.createDirectory(directory.resolve("library"));
        Files.writeString(library.resolve("SHARED.cpy"), """
                             10 KIND PIC X.
                               88 IS-CARD VALUE 'C'.
                             10 CARD PIC X(4).
                             10 BANK REDEFINES CARD PIC 9(4).
                             10 RATE COMP-1.
                """);
        String copybook = Files.writeString(directory.resolve("R.cpy"), """
                01 OWNER-KEY.
                  05 OWNER PIC 9(3).
                01 PAYMENT.
                  05 ID PIC 9(5).
                  05 PART OCCURS 2.
                    COPY SHARED.
                """).toString();
        List<String> options = List.of(
                "--record",
                "PAYMENT",
                "--copy-path",
                library.toString(),
                "--parent-copybook",
                copybook,
                "--parent-record",
                "OWNER-KEY",
                "--float",
                "ieee",
                "--key",
                "OWNER,ID");
        String open = schema("config", copybook, options.toArray(String[]::new));
        assertTrue(open.contains("# - choose: CARD, BANK share bytes; --choose"), open);
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("--choose", "CARD=IS-CARD", "--choose", "BANK=KIND='B'"));
        String entry = schema("config", copybook, all.toArray(String[]::new));
        assertTrue(entry.contains("    copybook: \"" + copybook + "\"\n    record: \"PAYMENT\"\n"), entry);
        assertTrue(entry.contains("    parent-record: \"OWNER-KEY\"\n    copy-path: [\"" + library + "\"]\n"), entry);
        assertTrue(entry.contains("    float: ieee\n    choose: [\"CARD=IS-CARD\", \"BANK=KIND='B'\"]\n"), entry);
        assertTrue(!entry.contains("# - choose"), entry);
        assertTrue(entry.endsWith("    ignored-columns: [\"PART\"]\n"), entry);
        assertAccepted("dynamodb", "target: {region: eu-central-1}\n", entry);
        all.set(all.indexOf("CARD=IS-CARD"), "CARD=IS-CASH");
        all.addAll(0, List.of("schema", "--to", "config", "--copybook", copybook));
        Errors.assertOneLine(1, "CHOICE_INVALID at choice CARD=IS-CASH", Cli.run(all.toArray(String[]::new)));
    }

    @Test
    void what_is_to_be_decided_is_said_before_it() {
        List<String> assumed = schema("config", all).lines().toList();
        assertEquals("# A starting point, made of ALL.cpy. To decide:", assumed.get(0));
        assertEquals(
                "# - key: ORDER was taken only because it is the first field that can be one; --key names others",
                assumed.get(1));
        String given = schema("config", all, "--key", "NO");
        assertTrue(!given.contains("was taken only") && given.contains("# - source: "), given);
    }

    @Test
    void postgresql_runs_the_ddl(StackFile stack) throws Exception {
        OneTable one = new OneTable(stack, "schema_ddl");
        one.execute(schema("ddl", tables, "--table", "BANK.SCHEMA-DDL", "--key", "ORDER,NO"));
        List<String> columns = new ArrayList<>(TYPES);
        columns.replaceAll(column -> column.replace(" varchar(", " character varying("));
        columns.add("phone jsonb");
        columns.add("line_item jsonb");
        assertEquals(
                columns,
                one.query("SELECT attname || ' ' || format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = '\"schema-ddl\"'::regclass AND attnum > 0 ORDER BY attnum"));
        assertEquals(
                List.of("no", "order"),
                one.query("SELECT attname FROM pg_attribute WHERE attrelid = '\"schema-ddl_pkey\"'::regclass"
                        + " ORDER BY attname"));
        one.execute("DROP TABLE \"schema-ddl\"");
    }

    /** Avro itself: its specification, of records, arrays, strings and decimals. */
    @Test
    void the_avro_schema_is_one() throws IOException {
        JsonNode schema = JSON.readTree(schema("avro", tables));
        Set<String> records = new TreeSet<>();
        checkAvro(schema, records);
        assertEquals(Set.of("THING", "THING_LINE_ITEM"), records);
        JsonNode amount = field(schema, "AMOUNT");
        assertEquals(
                JSON.readTree("{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":7,\"scale\":2}"), amount);
        assertEquals("string", field(schema, "NO").path("type").asText());
        assertEquals(
                "bytes",
                field(schema, "LINE_ITEM").at("/items/fields/2/type/items/type").asText());
    }

    private static JsonNode field(JsonNode record, String name) {
        return StreamSupport.stream(record.path("fields").spliterator(), false)
                .filter(field -> field.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow()
                .path("type");
    }

    private static void checkAvro(JsonNode type, Set<String> records) {
        switch (type.path("type").asText()) {
            case "record" -> {
                assertTrue(type.path("name").asText().matches("[A-Za-z_]\\w*"), type::toString);
                assertTrue(records.add(type.path("name").asText()), type::toString);
                Set<String> fields = new TreeSet<>();
                for (JsonNode field : type.path("fields")) {
                    assertTrue(field.path("name").asText().matches("[A-Za-z_]\\w*"), field::toString);
                    assertTrue(fields.add(field.path("name").asText()), field::toString);
                    checkAvro(field.path("type"), records);
                }
            }
            case "array" -> checkAvro(type.path("items"), records);
            case "bytes" -> {
                assertEquals("decimal", type.path("logicalType").asText());
                int scale = type.path("scale").asInt(-1);
                assertTrue(scale >= 0 && scale <= type.path("precision").asInt(), type::toString);
            }
            default -> assertEquals("string", type.path("type").asText());
        }
    }

    @Test
    void the_json_schema_says_what_each_field_can_hold() throws IOException {
        JsonNode schema = JSON.readTree(schema("json-schema", tables));
        assertEquals(
                "https://json-schema.org/draft/2020-12/schema",
                schema.path("$schema").asText());
        JsonNode properties = schema.path("properties");
        assertEquals(12, schema.path("required").size());
        assertEquals(
                JSON.readTree("{\"type\":\"number\",\"minimum\":-99999.99,\"maximum\":99999.99}"),
                properties.path("AMOUNT"));
        assertEquals(JSON.readTree("{\"type\":\"string\",\"maxLength\":12}"), properties.path("NO"));
        assertEquals(
                JSON.readTree("{\"type\":\"integer\",\"minimum\":-32768,\"maximum\":32767}"), properties.path("SMALL"));
        assertEquals("0..65535", bounds(properties, "COUNTER"));
        assertEquals("0..999000000", bounds(properties, "MILLIONS"));
        assertEquals("0..0.00099", bounds(properties, "TINY"));
        assertEquals("-327.68..327.67", bounds(properties, "RATE"));
        JsonNode lines = properties.path("LINE_ITEM");
        assertEquals(2, lines.path("minItems").asInt());
        assertEquals(2, lines.path("maxItems").asInt());
        assertEquals(
                "[\"SKU\",\"NET\",\"DISCOUNT\"]", lines.at("/items/required").toString());
    }

    private static String bounds(JsonNode properties, String name) {
        JsonNode property = properties.path(name);
        return property.path("minimum").decimalValue().toPlainString() + ".."
                + property.path("maximum").decimalValue().toPlainString();
    }

    @Test
    void what_not_every_record_has_may_be_null_and_floats_go_to_no_target() throws IOException {
        String copybook = Files.writeString(directory.resolve("V.cpy"), """
                01 R.
                  05 A PIC X.
                  05 B REDEFINES A PIC 9.
                  05 ID PIC 9(3).
                  05 RATE COMP-2.
                  05 TITLE PIC N(6) NATIONAL.
                  05 ITEM OCCURS 0 TO 9 DEPENDING ON ID PIC X.
                """).toString();
        String entry = schema("config", copybook);
        assertTrue(entry.contains("key: [\"id\"]") && entry.contains("ignored-columns: [\"RATE\"]"), entry);
        assertAccepted("dynamodb", "target: {region: eu-central-1}\n", entry);
        assertTrue(schema("ddl", copybook).contains("\"rate\" double precision"));
        assertTrue(entry.contains("- title varchar(6)\n"), entry);
        JsonNode properties = JSON.readTree(schema("json-schema", copybook)).path("properties");
        assertEquals("[\"string\",\"null\"]", properties.path("A").path("type").toString());
        assertEquals("[\"integer\",\"null\"]", properties.path("B").path("type").toString());
        assertEquals(0, properties.path("ITEM").path("minItems").asInt(-1));
        JsonNode avro = JSON.readTree(schema("avro", copybook));
        assertEquals("null", field(avro, "B").path(0).asText());
        assertEquals("double", field(avro, "RATE").path("type").asText());
    }

    /** Connectors take none for a column, and the same number can be stored in several ways. */
    @Test
    void a_floating_point_number_is_no_key() throws IOException {
        String copybook = Files.writeString(directory.resolve("F.cpy"), "01 R.\n  05 RATE COMP-1.\n  05 ID PIC 9(3).\n")
                .toString();
        String entry = schema("config", copybook);
        assertTrue(entry.contains("key: [\"id\"]") && entry.contains("ignored-columns: [\"RATE\"]"), entry);
        assertAccepted("dynamodb", "target: {region: eu-central-1}\n", entry);
        String[] real = {"schema", "--to", "config", "--copybook", copybook, "--key", "RATE"};
        Errors.assertOneLine(2, "--key: RATE is no field that can identify a row. Fix: name some of ID", Cli.run(real));
    }

    @Test
    void a_name_that_begins_with_a_digit_is_none_of_avro() throws IOException {
        String copybook = Files.writeString(directory.resolve("D.cpy"), "01 R.\n  05 1ST-DAY PIC X.\n")
                .toString();
        assertTrue(schema("avro", copybook).contains("\"_1ST_DAY\""));
    }

    @Test
    void a_key_that_is_no_field_and_a_parents_record_without_parents_are_a_wrong_command_line() {
        String[] wrong = {"schema", "--to", "ddl", "--copybook", tables, "--key", "ORDER,PHONE"};
        Errors.assertOneLine(2, "--key: PHONE is no field that can identify a row", Cli.run(wrong));
        String[] alone = {"schema", "--to", "ddl", "--copybook", tables, "--parent-record", "P"};
        Errors.assertOneLine(2, "--parent-record stands without --parent-copybook", Cli.run(alone));
    }

    @Test
    void names_what_is_no_copybook_and_what_is_no_code_page() throws IOException {
        String missing = directory.resolve("missing.cpy").toString();
        Errors.assertOneLine(2, "missing.cpy", Cli.run("schema", "--to", "ddl", "--copybook", missing));
        String wrong = Files.writeString(directory.resolve("W.cpy"), "01 R.\n  05 A PIC Q.\n")
                .toString();
        Errors.assertOneLine(1, "W.cpy, line 2", Cli.run("schema", "--to", "ddl", "--copybook", wrong));
        String[] page = {"schema", "--to", "config", "--copybook", all, "--codepage", "IBM00"};
        Errors.assertOneLine(1, "CODE_PAGE_UNKNOWN", Cli.run(page));
        String only = Files.writeString(directory.resolve("T.cpy"), "01 R.\n  05 A PIC X OCCURS 2.\n")
                .toString();
        Errors.assertOneLine(
                1, "no field that can identify a row", Cli.run("schema", "--to", "ddl", "--copybook", only));
    }

    private void assertAccepted(String connector, String target, String entry) throws IOException {
        String yaml = "name: bank\ntopics: [bank]\nkafka: {bootstrap.servers: \"b:9092\"}\n" + target + entry;
        Path file = Files.writeString(directory.resolve(connector + ".yaml"), yaml);
        Cli checked = Cli.run("run", connector, "--config", file.toString(), "--check");
        assertEquals(0, checked.exitCode(), checked::err);
    }

    private static List<String> columns(String entry) {
        return entry.lines()
                .filter(line -> line.startsWith("      - "))
                .map(line -> line.substring(8))
                .toList();
    }

    private static String schema(String form, String copybook, String... options) {
        List<String> arguments = new ArrayList<>(List.of("schema", "--to", form, "--copybook", copybook));
        arguments.addAll(Arrays.asList(options));
        Cli made = Cli.run(arguments.toArray(String[]::new));
        assertEquals(0, made.exitCode(), made::err);
        assertEquals("", made.err());
        return made.out();
    }
}
