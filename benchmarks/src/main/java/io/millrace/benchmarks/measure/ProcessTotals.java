package io.millrace.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import io.millrace.benchmarks.load.SourceProgress;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * The totals of this process at one time.
 *
 * @param cpuNanos processor time of the process, without the JIT compiler
 * @param threads processor time of each thread, in nanoseconds, by its id
 */
record ProcessTotals(long nanos, long events, long checkpoints, long cpuNanos, Map<Long, Long> threads) {
    static ProcessTotals now(SourceProgress progress) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        ThreadMXBean beans = ManagementFactory.getThreadMXBean();
        Map<Long, Long> threads = new HashMap<>();
        for (long id : beans.getAllThreadIds()) {
            threads.put(id, beans.getThreadCpuTime(id));
        }
        return new ProcessTotals(
                System.nanoTime(),
                progress.events(),
                progress.checkpoints(),
                system.getProcessCpuTime() - CompilerThreads.cpuNanos(),
                Map.copyOf(threads));
    }

    RunMetrics since(ProcessTotals before) {
        double counted = events - before.events;
        long busiest = threads.entrySet().stream()
                .mapToLong(thread -> thread.getValue() - before.threads.getOrDefault(thread.getKey(), 0L))
                .max()
                .orElseThrow();
        return new RunMetrics(
                counted * 1e9 / (nanos - before.nanos),
                (cpuNanos - before.cpuNanos) / counted,
                busiest / counted,
                checkpoints - before.checkpoints);
    }
}
