package io.millrace.local.junit;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.local.runtime.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The records of a stream as they come, for a test to wait for. What has come stays: every waiting begins with all of it.
 * A job that writes to Kinesis may write a record twice.
 */
public final class StageRecords {
    private static final int SHOWN = 20;

    private final Seen seen;
    private final Predicate<IncomingRecord> filter;
    private final Duration patience;

    private StageRecords(Seen seen, Predicate<IncomingRecord> filter, Duration patience) {
        this.seen = seen;
        this.filter = filter;
        this.patience = requireNonNull(patience, "patience is null");
    }

    /**
     * Records that a follower gives.
     *
     * @param stream its name, for a person to read
     */
    public static StageRecords of(String stream, StreamFollower follower, Duration patience) {
        return new StageRecords(new Seen(stream, follower, new ArrayList<>()), record -> true, patience);
    }

    /** Those of the records that meet a condition besides. */
    public StageRecords where(Predicate<IncomingRecord> condition) {
        return new StageRecords(seen, filter.and(condition), patience);
    }

    /** The same with another time to wait for them. */
    public StageRecords within(Duration time) {
        return new StageRecords(seen, filter, time);
    }

    /** What has come until now. */
    public List<IncomingRecord> now() {
        return seen.all().stream().filter(filter).toList();
    }

    /**
     * Waits until there are this many.
     *
     * @throws AssertionError when there are not in time, with those that are
     */
    public List<IncomingRecord> await(int count) {
        return await("%d of its records".formatted(count), records -> records.size() >= count);
    }

    /**
     * Waits until the condition holds for all there are.
     *
     * @param what is awaited, for a person to read
     * @throws AssertionError when it does not in time, with the records there are
     */
    public List<IncomingRecord> await(String what, Predicate<List<IncomingRecord>> condition) {
        return Pause.until(patience, () -> Optional.of(now()).filter(condition))
                .orElseThrow(() -> new AssertionError(missing(what)));
    }

    private String missing(String what) {
        List<IncomingRecord> matching = now();
        List<IncomingRecord> all = seen.all();
        return "stream %s: awaited %s for %d s. It has %s, of which %d are of those asked for%s%s"
                .formatted(
                        seen.stream(),
                        what,
                        patience.toSeconds(),
                        all.size() == 1 ? "1 record" : all.size() + " records",
                        matching.size(),
                        listed("these", matching),
                        listed(
                                "the others",
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

    /** What a follower has given, for all that ask it. */
    private record Seen(String stream, StreamFollower follower, List<IncomingRecord> records) {
        synchronized List<IncomingRecord> all() {
            records.addAll(follower.poll());
            return List.copyOf(records);
        }
    }
}
