/**
 * The Lambda functions behind a deploy: they start an application, wait for the service's operation, watch the job's
 * metrics, and fail the deploy when it is not healthy.
 */
@NullMarked
package io.millrace.lifecycle;

import org.jspecify.annotations.NullMarked;
