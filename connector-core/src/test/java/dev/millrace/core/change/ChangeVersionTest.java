package dev.millrace.core.change;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChangeVersionTest {
    private static final int PAIRS = 20_000;
    private static final List<Integer> SHORTS = List.of(0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF);
    private static final List<Long> ORDINALS = List.of(0L, 1L, Long.MAX_VALUE, Long.MIN_VALUE, -1L);

    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void epochComesBeforeTokenBeforeOrdinalBeforeRevisionAllUnsigned() {
        List<ChangeVersion> rising = List.of(
                version(0, "0000", 0, 0),
                version(0, "0000", 0, 1),
                version(0, "0000", 0, 0xFFFF),
                version(0, "0000", 1, 0),
                version(0, "0000", Long.MAX_VALUE, 0),
                version(0, "0000", Long.MIN_VALUE, 0),
                version(0, "0000", -1, 0xFFFF),
                version(0, "0001", 0, 0),
                version(0, "7fff", 0, 0),
                version(0, "8000", 0, 0),
                version(0, "ffff", -1, 0xFFFF),
                version(1, "0000", 0, 0),
                version(0x7FFF, "0000", 0, 0),
                version(0x8000, "0000", 0, 0),
                version(0xFFFF, "0000", 0, 0));
        for (int i = 1; i < rising.size(); i++) {
            assertTrue(rising.get(i).isNewerThan(rising.get(i - 1)), "at " + i);
            assertFalse(rising.get(i - 1).isNewerThan(rising.get(i)), "at " + i);
        }
        assertFalse(rising.get(3).isNewerThan(version(0, "0000", 1, 0)));
    }

    @Test
    void theOrderOfTheTextIsTheOrderOfTheBytesAndOfTheNumberTheyMake() {
        for (int i = 0; i < PAIRS; i++) {
            ChangeVersion left = drawn();
            ChangeVersion right = drawn();
            int order = Integer.signum(left.compareTo(right));
            assertEquals(order, Integer.signum(left.toHex().compareTo(right.toHex())), left + " " + right);
            assertEquals(order, new BigInteger(1, left.toBytes()).compareTo(new BigInteger(1, right.toBytes())));
            assertEquals(order == 0, left.equals(right));
            assertEquals(left, ChangeVersion.ofBytes(left.toBytes()));
        }
    }

    @Test
    void theStoredFormIsTheFourPartsOneAfterTheOther() {
        assertEquals(
                "0102" + "0a0b0c" + "0000000000000003" + "fffe",
                version(0x0102, "0a0b0c", 3, 0xFFFE).toHex());
    }

    @Test
    void noneOfItsArraysIsSharedWithTheCaller() {
        byte[] token = {1, 2};
        ChangeVersion version = ChangeVersion.of(0, token, 0, 0);
        byte[] stored = version.toBytes();
        token[0] = 9;
        version.toBytes()[2] = 9;
        assertArrayEquals(stored, version.toBytes());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        for (int number : new int[] {-1, 0x10000, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> version(number, "00", 0, 0));
            assertThrows(IllegalArgumentException.class, () -> version(0, "00", 0, number));
        }
        assertThrows(IllegalArgumentException.class, () -> ChangeVersion.ofBytes(new byte[11]));
    }

    @Test
    void onlyEpochAndTokenSayWhetherTwoVersionsAreOfOneToken() {
        ChangeVersion version = version(1, "0203", 4, 5);
        assertTrue(version.hasTokenOf(version(1, "0203", -1, 0xFFFF)));
        assertFalse(version.hasTokenOf(version(2, "0203", 4, 5)));
        assertFalse(version.hasTokenOf(version(1, "0204", 4, 5)));
        assertFalse(version.hasTokenOf(version(1, "020300", 4, 5)), "another width");
    }

    @Test
    void aTokenOfZerosIsNone() {
        assertFalse(version(0xFFFF, "0000", -1, 0xFFFF).hasToken());
        assertTrue(version(0, "0001", 0, 0).hasToken());
        assertTrue(version(0, "0100", 0, 0).hasToken());
    }

    @Test
    void itsPartsAreFoundAgain() {
        ChangeVersion version = version(1, "0203", Long.MIN_VALUE + 4, 5);
        assertEquals(Long.MIN_VALUE + 4, version.ordinal());
        assertEquals(version.toBytes().length, ChangeVersion.bytesWith(2));
        assertEquals(version.toHex(), version.toString());
        assertEquals(
                version.hashCode(), ChangeVersion.ofBytes(version.toBytes()).hashCode());
        assertNotEquals(0, version.hashCode());
        assertEquals(12, ChangeVersion.ofBytes(new byte[12]).toBytes().length, "an empty token");
    }

    private ChangeVersion drawn() {
        byte[] token = new byte[9];
        token[random.nextInt(9)] = (byte) random.nextInt(256);
        return ChangeVersion.of(oneOf(SHORTS), token, oneOf(ORDINALS), oneOf(SHORTS));
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static ChangeVersion version(int epoch, String token, long ordinal, int revision) {
        return ChangeVersion.of(epoch, HexFormat.of().parseHex(token), ordinal, revision);
    }
}
