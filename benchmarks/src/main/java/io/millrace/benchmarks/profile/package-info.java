/** Where a job spends its time, by Java Flight Recorder. */
@NullMarked
package io.millrace.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
