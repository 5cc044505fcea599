package dev.millrace.core.format.raw;

import dev.millrace.core.change.Operation;
import dev.millrace.core.config.CopybookFile;
import dev.millrace.core.config.LayoutConfig;
import dev.millrace.core.format.ChangeWriter.WrittenChange;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.SourceHeader;
import dev.millrace.core.format.SourceOrder;
import dev.millrace.core.format.StoreClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Three tables: of JSON, of EBCDIC records, and of those below a parent; and records of them. */
final class RawKit {
    static final String TOKEN = "7D91048BCA000000";
    static final SourceOrder ORDER = new SourceOrder(StoreClock.STCK, 3, 2, Duration.ofHours(1), Duration.ofHours(1));
    static final String ACCOUNT = """
            01 ACCOUNT.
              05 ACCOUNT-ID PIC 9(5).
              05 AMOUNTS.
                10 BALANCE PIC S9(5)V99 COMP-3.
              05 NAME PIC X(6).
              05 FILLER PIC X(2).
              05 PHONE PIC X(3) OCCURS 2.
              05 CARD OCCURS 2.
                10 CARD-NO PIC 9(2).
                10 HOLDER.
                  15 SHORT PIC X.
            """;
    static final String CUSTOMER_KEY = "01 CUSTOMER.\n  05 ACCOUNT-ID PIC 9(3).\n";
    /** 42, 123.45, "Meier", "123" and "", 7 of A and 8 of B. */
    static final String ACCOUNT_42 =
            "F0F0F0F4F2" + "0012345C" + "D48589859940" + "0000" + "F1F2F3404040" + "F0F7C1F0F8C2";

    static final Map<String, RawTable> TABLES = Map.of(
            "BANK.CARD", RawTable.of("BANK.CARD", ORDER, Optional.empty()),
            "BANK.ACCOUNT", RawTable.of("BANK.ACCOUNT", ORDER, Optional.of(layout(ACCOUNT, Optional.empty()))),
            "IMS.ACCOUNT", RawTable.of("IMS.ACCOUNT", ORDER, Optional.of(layout(ACCOUNT, Optional.of(CUSTOMER_KEY)))));

    private RawKit() {}

    /** A change of a row that stays as it is, at the time of {@link #TOKEN}. */
    static WrittenChange written(String table, Operation operation, String image) {
        return new WrittenChange(table, operation, Instant.EPOCH, image, image);
    }

    static LayoutConfig layout(String copybook, Optional<String> parentCopybook) {
        return new LayoutConfig(
                file("copybook", copybook),
                parentCopybook.map(source -> file("parent-copybook", source)),
                "IBM037",
                LayoutConfig.FloatFormat.IBM,
                List.of());
    }

    /** A copybook with one record, which copies nothing. */
    static CopybookFile file(String key, String source) {
        return new CopybookFile(key, key + ".cpy", source, Optional.empty(), List.of());
    }

    /** @param headers as in {@code cdc-object=BANK.CARD} */
    static KitRecord json(String value, String... headers) {
        return new KitRecord(utf8(value.replace('\'', '"')), headers(headers));
    }

    /** @param headers as in {@code cdc-object=BANK.CARD} */
    static KitRecord ebcdic(String hex, String... headers) {
        return new KitRecord(HexFormat.of().parseHex(hex), headers(headers));
    }

    static List<SourceHeader> headers(String... headers) {
        List<SourceHeader> made = new ArrayList<>();
        for (String header : headers) {
            String[] parts = header.split("=", 2);
            made.add(new SourceHeader(parts[0], bytes(parts[0], parts[1])));
        }
        return made;
    }

    /** Headers of bytes in hex where they are EBCDIC, all others as text. */
    private static byte[] bytes(String name, String value) {
        boolean isBytes = name.equals("cdc-before") || name.equals("cdc-parent-key");
        return isBytes && !value.startsWith("{") ? HexFormat.of().parseHex(value) : utf8(value.replace('\'', '"'));
    }

    /** What each change has, and more. */
    static String[] change(String object, String operation, String... more) {
        List<String> headers = new ArrayList<>(List.of(
                "cdc-object=" + object,
                "cdc-operation=" + operation,
                "cdc-token=" + TOKEN,
                "cdc-ordinal=7",
                "cdc-unit-of-work=00C1",
                "cdc-commit-time=1969-12-31T23:00:00.000000Z",
                "cdc-schema=ACCOUNT 0123456789abcdef"));
        headers.addAll(Arrays.asList(more));
        return headers.toArray(String[]::new);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
