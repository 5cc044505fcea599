package dev.millrace.bench.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The words of {@code --only}: constants of several kinds, in lower case, with hyphens where they like. */
public final class OnlyWords {
    private final List<String> names;

    public OnlyWords(List<String> words) {
        this.names = words.stream()
                .map(word -> word.toUpperCase(Locale.ROOT).replace('-', '_'))
                .toList();
    }

    /** The first word that is of none of the kinds. */
    public Optional<String> unknown(Enum<?>[]... kinds) {
        return names.stream()
                .filter(name -> Stream.of(kinds)
                        .flatMap(Arrays::stream)
                        .noneMatch(constant -> constant.name().equals(name)))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .findFirst();
    }

    /** Where none of a kind is named, all are meant. */
    public <T extends Enum<T>> List<T> chosen(T[] values) {
        return chosen(values, List.of(values));
    }

    /** Where none of a kind is named, the usual ones are meant. */
    public <T extends Enum<T>> List<T> chosen(T[] values, List<T> usual) {
        List<T> named = Arrays.stream(values)
                .filter(value -> names.contains(value.name()))
                .toList();
        return named.isEmpty() ? usual : named;
    }
}
