package dev.millrace.core;

import dev.millrace.core.failure.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a dry run found.
 *
 * @param rejected number of records by reason and place
 */
public record DryRunReport(long records, long applied, long stale, long skipped, Map<Refusal, Long> rejected) {
    private static final int PLACES = 5;

    /** The report in words, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("records      " + records);
        lines.add("would apply  " + applied);
        lines.add("stale        " + stale);
        lines.add("skipped      " + skipped);
        lines.add("would reject " + sum(rejected));
        Map<String, Map<String, Long>> reasons = new TreeMap<>();
        rejected.forEach((why, count) ->
                reasons.computeIfAbsent(why.reason(), first -> new TreeMap<>()).put(why.place(), count));
        reasons.forEach((reason, places) -> lines.add("  " + reason + " " + sum(places) + " at " + most(places)));
        return lines;
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The places with the most records: a wrong mapping may have one for each column. */
    private static String most(Map<String, Long> places) {
        String most = places.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(PLACES)
                .map(place -> place.getKey() + " (" + place.getValue() + ")")
                .collect(Collectors.joining(", "));
        return places.size() > PLACES ? most + ", " + (places.size() - PLACES) + " more" : most;
    }
}
