package dev.millrace.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.core.target.FailureKind;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStateClassifierTest {

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, 08000 08001 08003 08006 57P01 57P02 57P03 53000 53100 53200 53300 25006",
        "TRANSIENT, 40001 40P01 55P03 57014",
        "DEPENDENCY, 23505 23P01 23503 23001",
        "POISON, 22001 22003 22008 22021 22P02 22P05 23502 23514 54000 21000",
        "FATAL, 28000 28P01 3D000 3F000 42501 42P01 42703 42P10"
    })
    void tellsWhatComesNext(FailureKind kind, String states) {
        Stream.of(states.split(" ")).forEach(state -> assertEquals(kind, SqlStateClassifier.kind(state), state));
    }

    @ParameterizedTest
    @CsvSource({"XX000", "P0001", "0A000", "54001", "23000", "NEW99", "''"})
    void takesEverythingUnknownForUnavailable(String state) {
        assertEquals(FailureKind.UNAVAILABLE, SqlStateClassifier.kind(state));
    }

    @Test
    void hasACodeForErrorsWithoutOne() {
        SQLException error = new SQLException("row 'Smith' is bad");

        assertEquals("NO_SQLSTATE", SqlStateClassifier.code(error));
        assertEquals(FailureKind.UNAVAILABLE, SqlStateClassifier.kind(error));
    }
}
