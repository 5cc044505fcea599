package dev.millrace.simulator.unit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Units of work for tests. */
public final class Units {
    private Units() {}

    /** A unit of one part, of so many changes of any kind, made of its numbers alone. */
    public static UnitPart unit(long unit, long firstOrdinal, int changes) {
        return part(new PartHeader(true, unit, unit * 1000, unit * 100, firstOrdinal, changes));
    }

    /** A part with this header. */
    public static UnitPart part(PartHeader header) {
        SplittableRandom random = new SplittableRandom(header.firstOrdinal());
        List<CapturedChange> changes = new ArrayList<>();
        for (int i = 0; i < header.changes(); i++) {
            changes.add(change(random, header.firstOrdinal() + i));
        }
        return new UnitPart(header, changes);
    }

    /** A unit of one change with an image of this size. */
    public static UnitPart large(long unit, int bytes) {
        CapturedChange change = new CapturedChange(
                "BANK.T0", ChangeKind.INSERT, "BANK.T0/1", CapturedChange.NONE, new byte[bytes], CapturedChange.NONE);
        return new UnitPart(new PartHeader(true, unit, unit, unit, unit, 1), List.of(change));
    }

    private static CapturedChange change(SplittableRandom random, long ordinal) {
        ChangeKind kind = List.of(ChangeKind.values()).get(random.nextInt(ChangeKind.values().length));
        String object = "BANK.T" + random.nextInt(3);
        return new CapturedChange(
                object,
                kind,
                object + "/1",
                kind.hasBefore() ? image("before " + ordinal, random) : CapturedChange.NONE,
                kind.hasAfter() ? image("after " + ordinal, random) : CapturedChange.NONE,
                random.nextBoolean() ? ("parent " + ordinal).getBytes(UTF_8) : CapturedChange.NONE);
    }

    private static byte[] image(String text, SplittableRandom random) {
        return (text + ".".repeat(random.nextInt(200))).getBytes(UTF_8);
    }
}
