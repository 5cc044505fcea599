package dev.millrace.core.format.raw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.codec.CobolRecord;
import dev.millrace.codec.CobolValue;
import dev.millrace.codec.CodePage;
import dev.millrace.codec.Copybook;
import dev.millrace.codec.RecordCodec;
import dev.millrace.core.change.Change;
import dev.millrace.core.change.ChangeVersion;
import dev.millrace.core.change.Operation;
import dev.millrace.core.change.Rejection;
import dev.millrace.core.change.Row;
import dev.millrace.core.change.Value;
import dev.millrace.core.format.KitRecord;
import dev.millrace.core.format.SourceHeader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What happens to the rows of a table, written as raw records under its copybook, is read as it happened. */
class RawHistoryPropertyTest {
    private static final int CHANGES = 30;
    private static final RecordCodec CODEC =
            new RecordCodec(Copybook.parse("RECORD.cpy", RawKit.ACCOUNT), CodePage.of("IBM037"));
    private static final RawFormat FORMAT = new RawFormat(RawKit.TABLES);

    /** A row in its own words: what both the record and the expected row are made of. */
    private record Account(int id, BigDecimal balance, String name, List<String> phones, List<Integer> cards) {

        static Account random(SplittableRandom random) {
            return new Account(
                    random.nextInt(5),
                    BigDecimal.valueOf(random.nextInt(-9_999_999, 10_000_000), 2),
                    word(random, 6),
                    List.of(word(random, 3), word(random, 3)),
                    List.of(random.nextInt(100), random.nextInt(100)));
        }

        /** Without blanks at its end, which a record does not keep. */
        private static String word(SplittableRandom random, int most) {
            return random.ints(random.nextInt(most + 1), '!', '~')
                    .mapToObj(Character::toString)
                    .reduce("", String::concat)
                    .replace('^', '.');
        }

        byte[] record() {
            List<CobolValue> holders = cards.stream()
                    .<CobolValue>map(card -> new CobolValue.Group(
                            List.of("CARD-NO", "HOLDER"),
                            List.of(
                                    CobolValue.number(card),
                                    CobolValue.Group.of(Map.of("SHORT", CobolValue.text("h"))))))
                    .toList();
            Map<String, CobolValue> fields = new LinkedHashMap<>();
            fields.put("ACCOUNT-ID", CobolValue.number(id));
            fields.put("AMOUNTS", CobolValue.Group.of(Map.of("BALANCE", CobolValue.number(balance))));
            fields.put("NAME", CobolValue.text(name));
            fields.put(
                    "PHONE",
                    new CobolValue.Table(
                            phones.stream().<CobolValue>map(CobolValue::text).toList()));
            fields.put("CARD", new CobolValue.Table(holders));
            return CODEC.encode(CobolRecord.of(CODEC.copybook(), fields));
        }

        Row row() {
            return new Row.Builder()
                    .add("ACCOUNT_ID", new Value.Decimal(BigDecimal.valueOf(id)))
                    .add("BALANCE", new Value.Decimal(balance))
                    .add("NAME", new Value.Text(name))
                    .add(
                            "PHONE",
                            new Value.Items(
                                    phones.stream().<Value>map(Value.Text::new).toList()))
                    .add(
                            "CARD",
                            new Value.Items(cards.stream().map(Account::card).toList()))
                    .build();
        }

        private static Value card(int number) {
            return new Value.Fields(new Row.Builder()
                    .add("CARD_NO", new Value.Decimal(BigDecimal.valueOf(number)))
                    .add("SHORT", new Value.Text("h"))
                    .build());
        }
    }

    @Property(tries = 200)
    void aHistoryIsReadAsItHappened(@ForAll long seed) throws Rejection {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Integer, Account> table = new LinkedHashMap<>();
        Map<Integer, Row> replica = new LinkedHashMap<>();
        for (int ordinal = 1; ordinal <= CHANGES; ordinal++) {
            Account now = Account.random(random);
            List<Integer> there = new ArrayList<>(table.keySet());
            boolean isInsert = there.isEmpty() || (random.nextBoolean() && !table.containsKey(now.id()));
            @Nullable Account before = isInsert ? null : table.get(there.get(random.nextInt(there.size())));
            boolean isDelete = before != null && (random.nextInt(3) == 0 || isTaken(table, before, now));
            Change change = before == null
                    ? read("I", now, Optional.empty(), ordinal)
                    : isDelete
                            ? read("D", before, Optional.empty(), ordinal)
                            : read("U", now, Optional.of(before), ordinal);
            if (before != null) {
                table.remove(before.id());
            }
            if (!isDelete) {
                table.put(now.id(), now);
            }
            apply(change, replica);
            assertEquals(version(ordinal), change.version());
        }
        Map<Integer, Row> expected = new LinkedHashMap<>();
        table.forEach((id, account) -> expected.put(id, account.row()));
        assertEquals(expected, replica);
    }

    private static boolean isTaken(Map<Integer, Account> table, Account before, Account now) {
        return before.id() != now.id() && table.containsKey(now.id());
    }

    private static void apply(Change change, Map<Integer, Row> replica) {
        if (change.operation() != Operation.INSERT) {
            Row before = change.before().orElseThrow();
            assertEquals(replica.remove(id(before)), before, "the row before is the one that was there");
        }
        change.after().ifPresent(after -> replica.put(id(after), after));
    }

    private static int id(Row row) {
        return ((Value.Decimal) row.value(0)).number().intValueExact();
    }

    private static ChangeVersion version(int ordinal) {
        return ChangeVersion.of(3, HexFormat.of().parseHex("00" + RawKit.TOKEN), ordinal, 2);
    }

    private static Change read(String operation, Account value, Optional<Account> before, int ordinal)
            throws Rejection {
        List<SourceHeader> headers = new ArrayList<>(RawKit.headers(
                "cdc-object=BANK.ACCOUNT",
                "cdc-operation=" + operation,
                "cdc-token=" + RawKit.TOKEN,
                "cdc-ordinal=" + ordinal));
        before.ifPresent(row -> headers.add(new SourceHeader("cdc-before", row.record())));
        return FORMAT.read(new KitRecord(value.record(), headers)).orElseThrow();
    }
}
