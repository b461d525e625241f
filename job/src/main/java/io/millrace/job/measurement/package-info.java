/** Numbers with a key and a time: the input of {@code rollup} and {@code outliers}. */
@NullMarked
package io.millrace.job.measurement;

import org.jspecify.annotations.NullMarked;
