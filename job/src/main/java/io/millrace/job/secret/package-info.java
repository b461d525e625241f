/** Secrets that settings name and do not hold. */
@NullMarked
package io.millrace.job.secret;

import org.jspecify.annotations.NullMarked;
