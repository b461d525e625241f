/** Sources and sinks of the streams that property groups name. */
@NullMarked
package io.millrace.job.connector;

import org.jspecify.annotations.NullMarked;
