package dev.millrace.redis;

import dev.millrace.redis.Library.Form;
import dev.millrace.redis.RedisSettings.Layout;
import dev.millrace.redis.RedisSettings.VersionPlace;
import java.util.Arrays;
import java.util.List;

/** One way to keep rows, and to run procedures. */
record Kind(Form form, Layout layout, VersionPlace place) {

    static List<Kind> all() {
        return Arrays.stream(Form.values())
                .flatMap(form -> Arrays.stream(Layout.values())
                        .flatMap(layout ->
                                Arrays.stream(VersionPlace.values()).map(place -> new Kind(form, layout, place))))
                .toList();
    }

    boolean inline() {
        return place == VersionPlace.INLINE;
    }
}
