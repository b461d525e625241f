package io.millrace.integration;

import io.millrace.local.runtime.ApplicationStatus;
import io.millrace.local.runtime.LocalStage;
import java.time.Instant;

/** What an application has written to a topic since its newest checkpoint. */
final class SinceCheckpoint {
    private static final int ENOUGH = 300;

    private final String application;
    private final RejectedTopic topic;
    private long checkpoints;
    private int before;
    private Instant seen = Instant.MIN;

    SinceCheckpoint(String application, RejectedTopic topic) {
        this.application = application;
        this.topic = topic;
    }

    /** Whether so much has been written that a kill now must hit some, and no other checkpoint can have begun. */
    boolean hasWritten(LocalStage stage) {
        long completed = stage.applications().stream()
                .filter(status -> status.name().equals(application))
                .mapToLong(ApplicationStatus::checkpoints)
                .findFirst()
                .orElseThrow();
        int size = topic.times().size();
        Instant now = Instant.now();
        if (completed != checkpoints) {
            checkpoints = completed;
            before = size;
            seen = now;
        }
        return checkpoints > 0
                && size - before >= ENOUGH
                // a second for the kill, and for how late the checkpoint was seen
                && now.isBefore(seen.plus(TwoDeliveries.PAUSE).minusSeconds(1));
    }
}
