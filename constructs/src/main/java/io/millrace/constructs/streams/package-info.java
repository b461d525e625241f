/** Kinesis data streams, their fan-out consumers, and the exact permissions for reading and writing them. */
@NullMarked
@PublicApi
package io.millrace.constructs.streams;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
