package io.millrace.local.junit;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.local.runtime.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The records of a stream, for a test to wait for. Every wait considers all records since the start. A job that writes to
 * Kinesis may write duplicates.
 */
public final class StageRecords {
    private static final int SHOWN = 20;

    private final ReadRecords records;
    private final Predicate<IncomingRecord> filter;
    private final Duration timeout;

    private StageRecords(ReadRecords records, Predicate<IncomingRecord> filter, Duration timeout) {
        this.records = records;
        this.filter = filter;
        this.timeout = requireNonNull(timeout, "timeout is null");
    }

    /**
     * The records that a follower reads.
     *
     * @param stream the name of the stream, for messages
     */
    public static StageRecords of(String stream, StreamFollower follower, Duration timeout) {
        return new StageRecords(new ReadRecords(stream, follower, new ArrayList<>()), record -> true, timeout);
    }

    /** The records that also meet a condition. */
    public StageRecords where(Predicate<IncomingRecord> condition) {
        return new StageRecords(records, filter.and(condition), timeout);
    }

    /** The same records with another timeout. */
    public StageRecords within(Duration time) {
        return new StageRecords(records, filter, time);
    }

    /** The records so far. */
    public List<IncomingRecord> now() {
        return records.all().stream().filter(filter).toList();
    }

    /**
     * Waits for a number of records.
     *
     * @throws AssertionError at the timeout; the message has the records so far
     */
    public List<IncomingRecord> await(int count) {
        return await("%d of its records".formatted(count), records -> records.size() >= count);
    }

    /**
     * Waits until a condition holds for the records so far.
     *
     * @param what describes what is awaited, for messages
     * @throws AssertionError at the timeout; the message has the records so far
     */
    public List<IncomingRecord> await(String what, Predicate<List<IncomingRecord>> condition) {
        return Polling.until(timeout, () -> Optional.of(now()).filter(condition))
                .orElseThrow(() -> new AssertionError(missing(what)));
    }

    private String missing(String what) {
        List<IncomingRecord> matching = now();
        List<IncomingRecord> all = records.all();
        return "stream %s: awaited %s for %d s. It has %s, of which %d match%s%s"
                .formatted(
                        records.stream(),
                        what,
                        timeout.toSeconds(),
                        all.size() == 1 ? "1 record" : all.size() + " records",
                        matching.size(),
                        listed("matching records", matching),
                        listed(
                                "other records",
                                all.stream()
                                        .filter(record -> !matching.contains(record))
                                        .toList()));
    }

    private static String listed(String which, List<IncomingRecord> records) {
        if (records.isEmpty()) {
            return "";
        }
        return "%n%s%s:%n".formatted(which, records.size() > SHOWN ? ", the last " + SHOWN : "")
                + records.stream()
                        .skip(Math.max(0, records.size() - SHOWN))
                        .map(record -> "  " + record.text())
                        .collect(joining(System.lineSeparator()));
    }

    /** The records read so far, shared by all views of the stream. */
    private record ReadRecords(String stream, StreamFollower follower, List<IncomingRecord> records) {
        synchronized List<IncomingRecord> all() {
            records.addAll(follower.poll());
            return List.copyOf(records);
        }
    }
}
