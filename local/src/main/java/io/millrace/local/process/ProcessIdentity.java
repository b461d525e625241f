package io.millrace.local.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Identifies a process beyond its end: another process may get the same id later, but with another start time.
 *
 * @param startedMillis the start time that the operating system reports, in epoch milliseconds; 0 when it reports none
 */
public record ProcessIdentity(long pid, long startedMillis) {
    static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(
                process.pid(),
                process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
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
