package io.millrace.constructs.monitoring;

import java.util.Locale;

/** What an alarm is about. Each kind has a page in {@code docs/operating.md}: meaning, first look, action. */
public enum AlarmKind {
    /** The job does not run, or the application reports nothing. */
    DOWNTIME("the job is not running"),
    /** The job restarted; one alarm tells of a job that fails, starts again, and so always seems to run. */
    RESTARTS("the job restarted"),
    FAILED_CHECKPOINTS("checkpoints fail"),
    CHECKPOINT_DURATION("a checkpoint takes too much of its interval"),
    CHECKPOINT_SIZE("the state is larger than expected"),
    CPU("a task manager is short of CPU"),
    HEAP_MEMORY("a task manager is short of heap"),
    CONTAINER_MEMORY("a task manager's container is short of memory"),
    OLD_GENERATION_GC("a task manager spends its time collecting garbage"),
    THREADS("more threads than expected"),
    BACK_PRESSURE("a task waits for a slower one"),
    /** One for each input, as the job sees it. */
    INPUT_LAG("the job falls behind its input"),
    /** One for each input, as the stream sees those who read it. */
    STREAM_LAG("a reader falls behind the stream"),
    WATERMARK_LAG("event time stands still within the job"),
    OUTPUT_RATE("the job puts out less than expected"),
    REJECTED_RECORDS("the job turns away more records than expected");

    private final String meaning;

    AlarmKind(String meaning) {
        this.meaning = meaning;
    }

    /** The fragment of this kind's page in the runbook, such as {@code alarm-input-lag}. */
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
