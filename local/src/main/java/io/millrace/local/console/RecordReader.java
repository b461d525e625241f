package io.millrace.local.console;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.OutgoingRecord;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.assembly.streams.StreamWriter;
import io.millrace.console.report.PutReport;
import io.millrace.console.report.RecordReport;
import io.millrace.console.report.RecordsReport;
import io.millrace.console.server.ConsoleRequest;
import io.millrace.console.server.ServerSentEvents;
import io.millrace.local.observe.RecordReports;
import io.millrace.local.process.StageException;
import io.millrace.local.server.StageStreams;
import io.millrace.local.stage.RunningStage;
import io.millrace.local.stage.StageDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Reads and writes the streams for the page. However many records there are, a page gets some hundred of them a second, and the
 * number of the others.
 */
record RecordReader(StageDirectory directory) {
    /** The most records of one event. */
    static final int MOST_RECORDS = 200;

    static final int MOST_CHARS = 32_768;

    private static final String NOW = "now";

    /** Consumers of a shard may read it five times a second together: a page leaves the job its share. */
    private static final Duration FOLLOW = Duration.ofSeconds(1);

    private static final Duration RECENT = Duration.ofSeconds(3);

    private StageStreams streams() {
        return directory
                .running()
                .map(RunningStage::streams)
                .orElseThrow(() -> new StageException("the stage does not run; its streams can be read while it does"));
    }

    /**
     * Searches a stream from {@code from} on, which is {@code start}, {@code now} or a time, and then follows it. With
     * {@code whole}, aggregates are not taken apart.
     */
    void read(ConsoleRequest request, ServerSentEvents out) {
        String stream = request.required("stream");
        String from = request.optional("from").orElse(NOW);
        boolean whole = request.optional("whole").isPresent();
        RecordSearch search = RecordSearch.of(request);
        try (StageStreams streams = streams()) {
            StreamFollower follower = follower(streams, stream, from);
            long scanned = 0;
            long matched = 0;
            Optional<Long> readUntil = Optional.empty();
            boolean wasAtEnd = false;
            while (!out.isOver()) {
                List<IncomingRecord> records = whole ? follower.pollWhole() : follower.poll();
                Deque<IncomingRecord> newest = new ArrayDeque<>();
                for (IncomingRecord record : records) {
                    scanned++;
                    if (search.finds(record)) {
                        matched++;
                        if (newest.size() == MOST_RECORDS) {
                            newest.removeFirst();
                        }
                        newest.addLast(record);
                    }
                    readUntil = Optional.of(Math.max(
                            readUntil.orElse(Long.MIN_VALUE), record.arrival().toEpochMilli()));
                }
                boolean isAtEnd = records.isEmpty();
                if (!isAtEnd || !wasAtEnd) {
                    out.send("records", new RecordsReport(scanned, matched, readUntil, isAtEnd, reports(newest)));
                } else {
                    out.beat();
                }
                wasAtEnd = isAtEnd;
                if (isPast(search, readUntil)) {
                    out.send("records", new RecordsReport(scanned, matched, readUntil, true, List.of()));
                    return;
                }
                if (isAtEnd || from.equals(NOW) || isFollowing(readUntil)) {
                    pause();
                }
            }
        }
    }

    private static StreamFollower follower(StageStreams streams, String stream, String from) {
        return switch (from) {
            case NOW -> streams.fromNow(stream);
            case "start" -> streams.fromStart(stream);
            default -> streams.from(stream, RecordSearch.time("from", from));
        };
    }

    private static boolean isPast(RecordSearch search, Optional<Long> readUntil) {
        Instant now = Instant.now();
        return search.until()
                .filter(last -> last.isBefore(now)
                        && readUntil.filter(read -> read > last.toEpochMilli()).isPresent())
                .isPresent();
    }

    /** Whether what was read is new: on a busy stream no poll is without records. */
    private static boolean isFollowing(Optional<Long> readUntil) {
        long recently = Instant.now().minus(RECENT).toEpochMilli();
        return readUntil.filter(read -> read > recently).isPresent();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(FOLLOW.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<RecordReport> reports(Collection<IncomingRecord> records) {
        return records.stream()
                .map(record -> RecordReports.of(record, MOST_CHARS))
                .toList();
    }

    /** Writes one record: {@code stream}, {@code text}, and {@code key} if it is not to be a hash of the text. */
    PutReport put(ConsoleRequest request) {
        String stream = request.text("stream");
        String text = request.text("text");
        String key = request.body().path("key").asText();
        try (StageStreams streams = streams()) {
            StreamWriter writer = streams.writer(stream);
            writer.add(key.isEmpty() ? OutgoingRecord.keyedByContent(text) : new OutgoingRecord(key, text));
            writer.flush();
            return new PutReport(streams.name(stream), writer.written());
        }
    }
}
