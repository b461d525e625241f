package io.millrace.local.replay;

import static java.util.Objects.requireNonNull;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamHistory;
import io.millrace.assembly.streams.StreamWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the records of a stream's history to another stream, with their keys and their data. */
public final class Replay {
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final StreamHistory history;
    private final StreamWriter writer;
    private final Pace pace;
    private final Consumer<Progress> progress;
    private final CountDownLatch end = new CountDownLatch(1);
    private long bytes;
    private long lateNanos;
    private @Nullable Instant first;
    private @Nullable Instant last;
    private End how = End.NONE;
    private long reportedNanos = System.nanoTime();

    /** @param progress receives it once a second while records are written */
    public Replay(StreamHistory history, StreamWriter writer, Pace pace, Consumer<Progress> progress) {
        this.history = requireNonNull(history, "history is null");
        this.writer = requireNonNull(writer, "writer is null");
        this.pace = requireNonNull(pace, "pace is null");
        this.progress = requireNonNull(progress, "progress is null");
    }

    /**
     * What has been done.
     *
     * @param records how many the stream has accepted
     * @param bytes of their data
     * @param first the arrival of the first one; empty before it
     * @param last the arrival of the last one
     * @param lateMillis how much later than the pace asks for the last one was written
     * @param end how it has ended
     */
    public record Progress(
            long records, long bytes, Optional<Instant> first, Optional<Instant> last, long lateMillis, End end) {}

    /** How a replay ends. */
    public enum End {
        /** It goes on, or has failed. */
        NONE,
        /** All records of the history were written. */
        COMPLETE,
        /** All records that were read before {@link #stop} were written. */
        STOPPED
    }

    /**
     * Writes the records. Returns once the stream has all of them, or has those that were read before {@link #stop}.
     *
     * @throws io.millrace.assembly.streams.StreamException when a stream cannot be read or written
     */
    public void run() throws InterruptedException {
        Optional<IncomingRecord> next = history.next();
        while (next.isPresent() && awaitTurn(next.get())) {
            write(next.get());
            next = history.next();
        }
        writer.flush();
        how = next.isEmpty() ? End.COMPLETE : End.STOPPED;
    }

    /** @return false once the replay is stopped */
    private boolean awaitTurn(IncomingRecord record) throws InterruptedException {
        long nanos = pace.nanosUntil(record.arrival());
        if (nanos > 0) {
            writer.flush();
            report();
            nanos = pace.nanosUntil(record.arrival());
        }
        lateNanos = Math.max(0, -nanos);
        return !end.await(nanos, TimeUnit.NANOSECONDS);
    }

    private void write(IncomingRecord record) {
        writer.add(record.partitionKey(), record.data());
        bytes += record.data().length;
        if (first == null) {
            first = record.arrival();
        }
        last = record.arrival();
        report();
    }

    private void report() {
        long now = System.nanoTime();
        if (now - reportedNanos > REPORT_NANOS) {
            reportedNanos = now;
            progress.accept(progress());
        }
    }

    /** Ends it soon, from another thread. */
    public void stop() {
        end.countDown();
    }

    /** What has been done so far; used by the thread that runs it. */
    public Progress progress() {
        return new Progress(
                writer.written(),
                bytes,
                Optional.ofNullable(first),
                Optional.ofNullable(last),
                TimeUnit.NANOSECONDS.toMillis(lateNanos),
                how);
    }
}
