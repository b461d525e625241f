package io.millrace.benchmarks.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes of a stage, and their processor time. As Linux gives it; on other systems these measurements do not run. */
final class ProcessTime {
    private static final Path PROCESSES = Path.of("/proc");

    /** Fields of {@code stat} after the name in brackets, see proc(5). */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;
    private static final long NANOS_PER_TICK = TimeUnit.SECONDS.toNanos(1) / 100;

    private ProcessTime() {}

    /** @throws IOException on a system other than Linux */
    static void requireLinux() throws IOException {
        if (!Files.isDirectory(PROCESSES.resolve("self"))) {
            throw new IOException("system must be Linux, whose /proc has the processor time of processes, got '"
                    + System.getProperty("os.name") + "'");
        }
    }

    /** The child of this process that runs a main class. */
    static Optional<ProcessHandle> running(String mainClass) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> commandLine(process.pid()).contains("\0" + mainClass + "\0"))
                .findFirst();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(PROCESSES.resolve(Long.toString(pid)).resolve("cmdline"));
        } catch (IOException processHasEnded) {
            return "";
        }
    }

    /** Processor time so far without that of the JIT compiler, in steps of 10 ms. */
    static long nanos(ProcessHandle process) throws IOException {
        Path directory = PROCESSES.resolve(Long.toString(process.pid()));
        long compilers = 0;
        try (Stream<Path> threads = Files.list(directory.resolve("task"))) {
            for (Path thread : threads.toList()) {
                compilers += compilerNanos(thread);
            }
        }
        return nanos(Files.readString(directory.resolve("stat"))) - compilers;
    }

    private static long compilerNanos(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.contains(" CompilerThre") ? nanos(stat) : 0;
        } catch (IOException threadHasEnded) {
            return 0;
        }
    }

    private static long nanos(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * NANOS_PER_TICK;
    }
}
