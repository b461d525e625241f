package io.millrace.console.report;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an application's results wait for. A result is out once event time has passed it.
 *
 * @param outputs the property groups of its outputs
 * @param rule what holds event time
 * @param text the whole explanation for a person
 * @param watermarkMillis the event time that has reached the outputs; absent before the first event
 * @param behindMillis how far that is behind the clock
 * @param input the property group of the input that holds it
 * @param stream of that input
 * @param shard the one that holds it
 * @param operator that holds it, if records wait there
 * @param newestMillis the newest event of that shard
 * @param sinceMillis when that event was read
 * @param lastMillis the newest event of all shards
 * @param expectedMillis when event time passes the newest event if no other event comes: results up to it are out then; absent when
 *     only another event can move event time, or when it has passed
 * @param parts why event time is behind the clock, in milliseconds, by the setting that says so; {@code delay of events} is how
 *     much later than they happened the shard's events arrive at least
 * @param shards of all inputs, the slowest first
 */
public record WaitReport(
        String application,
        String job,
        List<String> outputs,
        Rule rule,
        String text,
        Optional<Long> watermarkMillis,
        Optional<Long> behindMillis,
        Optional<String> input,
        Optional<String> stream,
        Optional<String> shard,
        Optional<String> operator,
        Optional<Long> newestMillis,
        Optional<Long> sinceMillis,
        Optional<Long> lastMillis,
        Optional<Long> expectedMillis,
        Map<String, Long> parts,
        List<ShardReport> shards) {
    public WaitReport {
        requireNonNull(application, "application is null");
        requireNonNull(job, "job is null");
        outputs = List.copyOf(outputs);
        requireNonNull(rule, "rule is null");
        requireNonNull(text, "text is null");
        shards = List.copyOf(shards);
    }

    /** Of an application whose job does not process records. */
    public static WaitReport notRunning(String application, String job, List<String> outputs) {
        return new WaitReport(
                application,
                job,
                outputs,
                Rule.NOT_RUNNING,
                "the job does not process records; 'millrace local status' shows why",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of());
    }

    /** What holds event time. */
    public enum Rule {
        /** The job does not process records. */
        NOT_RUNNING,
        /** The job does not report its event time: it is not one of Millrace's. */
        NOT_REPORTED,
        /** There was no event yet, so nothing waits. */
        NO_EVENT,
        /** A source has not named its shards yet. */
        NOT_LISTED,
        /** A shard has not been read yet. */
        UNREAD,
        /** Events of a shard may be older than its newest. */
        OUT_OF_ORDERNESS,
        /** A shard is silent: its time advances with the clock. */
        IDLE_TIMEOUT,
        /** All shards have passed the newest event; the delay for shards that are read later is not over. */
        READ_SKEW,
        /** Records wait in an operator, such as clicks whose lottery has not started. */
        WAITING_RECORDS,
        /** Event time has passed the newest event: nothing waits. */
        PASSED
    }
}
