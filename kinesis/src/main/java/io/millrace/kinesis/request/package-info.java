/** Reads requests by the service's own model: types, required members, limits. Knows nothing of what requests do. */
@NullMarked
package io.millrace.kinesis.request;

import org.jspecify.annotations.NullMarked;
