package io.millrace.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processor time of the JIT compiler. A job runs for weeks and is compiled once; a measurement of seconds must not include
 * that. The JVM does not report it, but Linux does; on other systems, only a long warm-up helps.
 */
final class CompilerThreads {
    private static final Path THREADS = Path.of("/proc/self/task");

    /** Fields of {@code stat} after the name in brackets, see proc(5). */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final long TICKS_PER_SECOND = 100;

    private CompilerThreads() {}

    /** Processor time so far, in steps of 10 ms; 0 if it is unknown. */
    static long cpuNanos() {
        if (!Files.isDirectory(THREADS)) {
            return 0;
        }
        try (Stream<Path> threads = Files.list(THREADS)) {
            return threads.mapToLong(CompilerThreads::cpuNanos).sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long cpuNanos(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            if (!stat.contains(" CompilerThre")) {
                return 0;
            }
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
            return TimeUnit.SECONDS.toNanos(ticks) / TICKS_PER_SECOND;
        } catch (IOException threadHasEnded) {
            return 0;
        }
    }
}
