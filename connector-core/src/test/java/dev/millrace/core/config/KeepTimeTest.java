package dev.millrace.core.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepTimeTest {
    private static final KeepTime WEEK = KeepTime.of(Duration.ofDays(7));

    @Test
    void foreverIsLongerThanAllButItself() {
        assertTrue(KeepTime.FOREVER.isLongerThan(WEEK));
        assertFalse(WEEK.isLongerThan(KeepTime.FOREVER));
        assertFalse(KeepTime.FOREVER.isLongerThan(KeepTime.FOREVER));
        assertFalse(WEEK.isLongerThan(WEEK));
        assertTrue(WEEK.plus(KeepTime.ofMillis(1)).isLongerThan(WEEK));
        assertEquals(KeepTime.FOREVER, WEEK.plus(KeepTime.FOREVER));
        assertEquals(KeepTime.FOREVER, KeepTime.FOREVER.plus(WEEK));
    }

    @Test
    void kafkasLargestNumberIsForever() {
        assertEquals(KeepTime.FOREVER, KeepTime.ofMillis(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @CsvSource({"-1, infinite", "604800000, 7d", "3600000, 1h", "60000, 1m", "1000, 1s", "1001, 1001ms", "0, 0d"})
    void isWrittenAsTheConfigurationWritesIt(long millis, String text) {
        assertEquals(text, KeepTime.ofMillis(millis).toString());
        assertEquals(millis, KeepTime.ofMillis(millis).toMillis());
    }
}
