package dev.millrace.core.engine;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How often each fault met each state of the engine. */
final class SimulationTable {
    private final Map<SimulationFault, Map<SimulationState, Long>> rows = new EnumMap<>(SimulationFault.class);

    void count(SimulationFault fault, SimulationState state) {
        add(fault, state, 1);
    }

    private void add(SimulationFault fault, SimulationState state, long times) {
        rows.computeIfAbsent(fault, any -> new EnumMap<>(SimulationState.class)).merge(state, times, Long::sum);
    }

    void add(SimulationTable other) {
        other.rows.forEach((fault, row) -> row.forEach((state, times) -> add(fault, state, times)));
    }

    long times(SimulationFault fault, SimulationState state) {
        return rows.getOrDefault(fault, Map.of()).getOrDefault(state, 0L);
    }

    Set<SimulationFault> happened() {
        return rows.keySet();
    }

    /** A line for each fault, a column for each state. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-29s", "fault \\ state"));
        for (SimulationState state : SimulationState.values()) {
            text.append(String.format(Locale.ROOT, "%11s", state));
        }
        for (SimulationFault fault : SimulationFault.values()) {
            text.append(String.format(Locale.ROOT, "%n%-29s", fault));
            for (SimulationState state : SimulationState.values()) {
                long times = times(fault, state);
                text.append(String.format(
                        Locale.ROOT, "%11s", times == 0 ? "." : String.format(Locale.ROOT, "%,d", times)));
            }
        }
        return text.toString();
    }
}
