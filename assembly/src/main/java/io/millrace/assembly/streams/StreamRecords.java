package io.millrace.assembly.streams;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The records of a stream as they arrive, for a test that waits for them. Records stay: each call sees all that have
 * arrived so far. A job that writes to Kinesis may write a record twice.
 */
public final class StreamRecords {
    private static final int SHOWN = 20;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Seen seen;
    private final Predicate<IncomingRecord> filter;
    private final Duration timeout;

    private StreamRecords(Seen seen, Predicate<IncomingRecord> filter, Duration timeout) {
        this.seen = seen;
        this.filter = filter;
        this.timeout = requireNonNull(timeout, "timeout is null");
    }

    /**
     * Records that a follower reads.
     *
     * @param stream the stream's name, for messages
     */
    public static StreamRecords of(String stream, StreamFollower follower, Duration timeout) {
        return new StreamRecords(new Seen(stream, follower, new ArrayList<>()), record -> true, timeout);
    }

    /** The records that also meet a condition. */
    public StreamRecords where(Predicate<IncomingRecord> condition) {
        return new StreamRecords(seen, filter.and(condition), timeout);
    }

    /** The same records with another time to wait for them. */
    public StreamRecords within(Duration time) {
        return new StreamRecords(seen, filter, time);
    }

    /** The records that have arrived so far. */
    public List<IncomingRecord> now() {
        return seen.all().stream().filter(filter).toList();
    }

    /**
     * Waits for a number of records.
     *
     * @throws AssertionError when they do not arrive in time; its message lists those that did
     */
    public List<IncomingRecord> await(int count) {
        return await("%d records".formatted(count), records -> records.size() >= count);
    }

    /**
     * Waits until a condition holds for the records that have arrived.
     *
     * @param what is awaited, for messages
     * @throws AssertionError when it does not hold in time; its message lists the records that arrived
     */
    public List<IncomingRecord> await(String what, Predicate<List<IncomingRecord>> condition) {
        Instant deadline = Instant.now().plus(timeout);
        while (true) {
            List<IncomingRecord> records = now();
            if (condition.test(records)) {
                return records;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(missing(what));
            }
            pause();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamException("interrupted while waiting for records of stream " + seen.stream());
        }
    }

    private String missing(String what) {
        List<IncomingRecord> matching = now();
        List<IncomingRecord> all = seen.all();
        return "stream %s: %s did not arrive within %d s; of %s so far, %d match%s%s"
                .formatted(
                        seen.stream(),
                        what,
                        timeout.toSeconds(),
                        all.size() == 1 ? "1 record" : all.size() + " records",
                        matching.size(),
                        listed("matching", matching),
                        listed(
                                "other",
                                all.stream()
                                        .filter(record -> !matching.contains(record))
                                        .toList()));
    }

    private static String listed(String which, List<IncomingRecord> records) {
        if (records.isEmpty()) {
            return "";
        }
        return "%n%s records%s:%n".formatted(which, records.size() > SHOWN ? ", the last " + SHOWN : "")
                + records.stream()
                        .skip(Math.max(0, records.size() - SHOWN))
                        .map(record -> "  " + record.text())
                        .collect(joining(System.lineSeparator()));
    }

    /** The records that a follower has read, shared by every view of them. */
    private record Seen(String stream, StreamFollower follower, List<IncomingRecord> records) {
        synchronized List<IncomingRecord> all() {
            records.addAll(follower.poll());
            return List.copyOf(records);
        }
    }
}
