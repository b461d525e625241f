package io.millrace.constructs.monitoring;

import java.util.Locale;

/** The kinds of alarms. Each has a section in {@code docs/operating.md}: meaning, first check, action. */
public enum AlarmKind {
    /** The job is not running, or the application reports nothing. */
    DOWNTIME("the job is not running"),
    /** The job restarted. This alarm detects a job that fails and restarts all the time, and so always seems to run. */
    RESTARTS("the job restarted"),
    FAILED_CHECKPOINTS("checkpoints fail"),
    CHECKPOINT_DURATION("a checkpoint takes too much of its interval"),
    CHECKPOINT_SIZE("the state is larger than expected"),
    CPU("a task manager is short of CPU"),
    HEAP_MEMORY("a task manager is short of heap"),
    CONTAINER_MEMORY("a task manager's container is short of memory"),
    OLD_GENERATION_GC("a task manager spends too much time on garbage collection"),
    THREADS("more threads than expected"),
    BACK_PRESSURE("a task waits for a slower one"),
    /** One for each input, as reported by the job. */
    INPUT_LAG("the job falls behind its input"),
    /** One for each input, as reported by the stream about its readers. */
    STREAM_LAG("a reader falls behind the stream"),
    /** One for each input that is polled. */
    THROTTLED_READS("the stream throttles its readers"),
    /** One for each input and output. */
    THROTTLED_WRITES("the stream throttles its writers"),
    /** One for each input that is read by fan-out. */
    FAN_OUT_SUBSCRIPTIONS("subscriptions to shards fail"),
    /** One for each input that is read by fan-out. */
    FAN_OUT_EVENTS("events of subscriptions fail"),
    WATERMARK_LAG("event time does not advance within the job"),
    OUTPUT_RATE("the job emits less than expected"),
    REJECTED_RECORDS("the job rejects more records than expected");

    private final String meaning;

    AlarmKind(String meaning) {
        this.meaning = meaning;
    }

    /** The anchor of this kind's section in the runbook, such as {@code alarm-input-lag}. */
    public String anchor() {
        return "alarm-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String meaning() {
        return meaning;
    }

    /** Construct id of an alarm of this kind, such as {@code InputLag}. */
    String id() {
        StringBuilder id = new StringBuilder();
        for (String word : name().split("_", -1)) {
            id.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return id.toString();
    }
}
