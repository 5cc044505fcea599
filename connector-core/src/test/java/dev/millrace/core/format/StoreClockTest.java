package dev.millrace.core.format;

import static dev.millrace.core.format.StoreClock.STCK;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreClockTest {

    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 1900-01-01T00:00:00Z",
        "7D91048BCA000000, 1970-01-01T00:00:00Z",
        "7d91048bca000fff, 1970-01-01T00:00:00Z",
        "7D91048BCA001000, 1970-01-01T00:00:00.000001Z",
        "FFFFFFFFFFFFFFFF, 2042-09-17T23:53:47.370495Z",
        "010000000000000000, 2042-09-17T23:53:47.370496Z"
    })
    void theClockCountsMicrosecondsFrom1900(String text, Instant time) {
        assertEquals(Optional.of(time), STCK.time(STCK.parse(text).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1900-01-01T00:00:00Z",
                "2026-01-01T00:00:00.000001Z",
                "2042-09-17T23:53:47.370495Z",
                "2042-09-17T23:53:47.370496Z",
                "2100-01-01T00:00:00Z"
            })
    void aTimeIsWrittenAsItIsRead(Instant time) {
        assertEquals(Optional.of(time), STCK.time(STCK.parse(STCK.text(time)).orElseThrow()));
    }

    @Test
    void sixteenDigitsAreEighteenOfEpochZero() {
        byte[] token = STCK.parse("7D91048BCA000000").orElseThrow();
        assertEquals(9, token.length);
        assertArrayEquals(token, STCK.parse("007d91048bca000000").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "7D91048BCA00000",
                "7D91048BCA0000000",
                "7D91048BCA00000000000000",
                "7D91048BCA00000G",
                " 7D91048BCA00000",
                "0x7D91048BCA0000",
                "-7D91048BCA00000"
            })
    void everythingElseIsNoClock(String text) {
        assertEquals(Optional.empty(), STCK.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000", "000000000000000000", "FFFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFFFF"})
    void zeroAndAllOnesStandForNone(String text) {
        assertTrue(STCK.isPlaceholder(STCK.parse(text).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000001", "010000000000000000", "FFFFFFFFFFFFFFFE", "7D91048BCA000000"})
    void theirNeighboursDoNot(String text) {
        assertFalse(STCK.isPlaceholder(STCK.parse(text).orElseThrow()));
    }
}
