package dev.millrace.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QualifiedNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '\'',
            value = {
                "public.account; \"public\".\"account\"; public.account",
                "public.Account; \"public\".\"Account\"; public.\"Account\"",
                "\"a.b\".c; \"a.b\".\"c\"; \"a.b\".c",
                "a.\"b\"\"c\"; \"a\".\"b\"\"c\"; a.\"b\"\"c\"",
                "a.b c; \"a\".\"b c\"; a.\"b c\""
            })
    void areQuotedWhereNeeded(String written, String sql, String display) {
        QualifiedName name = QualifiedName.parse(written).orElseThrow();

        assertEquals(sql, name.sql());
        assertEquals(display, name.display());
        assertEquals(Optional.of(name), QualifiedName.parse(display));
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "a.b.c", ".a", "a.", "", "\"a.b", "a.\"b\"c", "\"\".a"})
    void haveTwoParts(String written) {
        assertEquals(Optional.empty(), QualifiedName.parse(written));
    }
}
