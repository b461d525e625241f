/** What every job implements, and what it is built with. */
@NullMarked
package io.millrace.job.api;

import org.jspecify.annotations.NullMarked;
