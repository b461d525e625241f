package io.millrace.local.process;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Identifies a process beyond its end: another process may get the same id later, but with another start.
 *
 * @param start when it started, in a form that does not change when the clock is set; empty when the system does not report it
 */
@JsonIgnoreProperties(ignoreUnknown = true) // of an earlier release, whose processes have ended
public record ProcessIdentity(long pid, String start) {
    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");

    /** The index of {@code starttime} behind a process's name in {@code /proc/PID/stat}. */
    private static final int START_TICKS = 19;

    public ProcessIdentity {
        start = start == null ? "" : start;
    }

    static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), start(process));
    }

    /** Linux adds the ticks to the time of its boot, which moves when the clock is set; others keep the time of the start. */
    private static String start(ProcessHandle process) {
        try {
            String stat = Files.readString(PROC.resolve(process.pid() + "/stat"));
            // the name is in parentheses, and may contain some
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[START_TICKS] + " ticks after boot "
                    + Files.readString(BOOT).strip();
        } catch (IOException e) {
            return process.info().startInstant().map(Instant::toString).orElse("");
        }
    }

    public static ProcessIdentity ofThisProcess() {
        return of(ProcessHandle.current());
    }

    /** The process, if it still runs. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> of(process)
                .equals(this));
    }

    /** Waits for the process to end; false when it has not within the timeout. */
    public boolean awaitEnd(Duration timeout) {
        Optional<ProcessHandle> process = find();
        if (process.isEmpty()) {
            return true;
        }
        try {
            process.get().onExit().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new StageException("cannot wait for process %d".formatted(pid), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
