package dev.millrace.bench.run;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM has spent, its collector and its compiler included. */
public final class ProcessCpu {
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private ProcessCpu() {}

    public static long nanos() {
        return SYSTEM.getProcessCpuTime();
    }
}
