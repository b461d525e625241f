package io.millrace.lifecycle;

import io.millrace.lifecycle.Decision.Action;
import java.time.Instant;
import java.util.Optional;

/** What a {@link Reconciler} needs of AWS. Every call may throw an {@code SdkException}. */
interface Service {
    Observation observe(CustomResourceRequest request, Instant now);

    void act(Action action, CustomResourceRequest request, ApplicationView application);

    /** The service's error of an operation. */
    Optional<String> error(CustomResourceRequest request, String operationId);

    /** The job's last exception since a time. */
    Optional<String> lastException(CustomResourceRequest request, Instant since, Instant now);

    /** Deletes the oldest snapshots beyond the number that is kept, and returns how many. */
    int deleteOldSnapshots(CustomResourceRequest request, ApplicationView application);
}
