package dev.millrace.bench.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.bench.run.Goal;
import dev.millrace.bench.run.Machine;
import dev.millrace.bench.run.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run has shown. */
record StoreResult(
        String store,
        Machine machine,
        StoreOptions options,
        Measured bare,
        Measured connector,
        double writeUnitsPerChange,
        String atOnce,
        List<String> remarks) {
    private static final double GOAL = 0.85;

    StoreResult {
        remarks = List.copyOf(remarks);
    }

    double ratio() {
        return connector.perSecond() / bare.perSecond();
    }

    List<String> text() {
        List<String> text = new ArrayList<>();
        text.add(store);
        text.add(new Goal("times the rows/s of the bare client loop", GOAL, false, ratio()).line());
        text.add(String.format(Locale.ROOT, "  %-24s %12s %20s", "", "rows/s", "CPU s per million"));
        text.add(row("bare client loop", bare));
        text.add(row("Millrace", connector));
        if (writeUnitsPerChange > 0) {
            text.add(String.format(Locale.ROOT, "  write units per change: %.3f", writeUnitsPerChange));
        }
        remarks.forEach(remark -> text.add("  " + remark));
        text.add("");
        text.add(machine.line());
        text.add(String.format(
                Locale.ROOT,
                "%.0f s each in %d turns after %.0f s of warm-up; %s; every change a row of its own, with"
                        + " the conditional write of the connector; the CPU is the client's, not the store's",
                options.seconds(),
                options.slices(),
                options.warmUpSeconds(),
                atOnce));
        return text;
    }

    private static String row(String label, Measured measured) {
        return String.format(
                Locale.ROOT, "  %-24s %,12.0f %20.2f", label, measured.perSecond(), measured.cpuSecondsPerMillion());
    }

    String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("store", store);
        json.put("machine", machine);
        json.put("options", options);
        json.put("bare", bare);
        json.put("connector", connector);
        json.put("ratio", ratio());
        json.put("writeUnitsPerChange", writeUnitsPerChange);
        json.put("remarks", remarks);
        try {
            return new ObjectMapper().writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
