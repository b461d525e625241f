/** The service's limits of throughput and of calls. Knows nothing of requests. */
@NullMarked
package io.millrace.kinesis.limit;

import org.jspecify.annotations.NullMarked;
