package dev.millrace.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a dry run found.
 *
 * @param rejected number of records by reason
 */
public record DryRunReport(long records, long applied, long stale, long skipped, Map<String, Long> rejected) {

    /** The report in words, a line each. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("records      " + records);
        lines.add("would apply  " + applied);
        lines.add("stale        " + stale);
        lines.add("skipped      " + skipped);
        lines.add("would reject "
                + rejected.values().stream().mapToLong(Long::longValue).sum());
        new TreeMap<>(rejected).forEach((reason, count) -> lines.add("  " + reason + " " + count));
        return lines;
    }
}
