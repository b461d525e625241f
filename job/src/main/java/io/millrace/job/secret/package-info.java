/** Secrets that settings refer to. */
@NullMarked
package io.millrace.job.secret;

import org.jspecify.annotations.NullMarked;
