/** Numbers with a key and a time: what {@code rollup} and {@code outliers} read. */
@NullMarked
package io.millrace.job.measurement;

import org.jspecify.annotations.NullMarked;
