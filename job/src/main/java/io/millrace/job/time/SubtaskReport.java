package io.millrace.job.time;

/** What a subtask tells the others of its event time ({@link EmptyShards}). */
final class SubtaskReport {
    /** Whether it has a shard that the others must wait for. */
    final boolean hasEmpty;
    /** Whether the operators behind the shuffle wait for it: not while it is idle. */
    final boolean counts;
    /** It has emitted no watermark above this, and emits none within {@code events.read-skew} while others have an empty shard. */
    final long watermark;

    SubtaskReport(boolean hasEmpty, boolean counts, long watermark) {
        this.hasEmpty = hasEmpty;
        this.counts = counts;
        this.watermark = watermark;
    }
}
