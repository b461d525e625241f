package io.millrace.integration;

import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.stage.LocalStage;
import java.time.Instant;

/** Records an application has written to a topic since its newest checkpoint. */
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

    /** Whether enough has been written for a kill now to hit some of it, before another checkpoint can begin. */
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
                // a second for the kill and for the delay in seeing the checkpoint
                && now.isBefore(seen.plus(TwoDeliveries.PAUSE).minusSeconds(1));
    }
}
