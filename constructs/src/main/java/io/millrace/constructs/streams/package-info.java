/** Kinesis data streams, and the exact permissions that reading and writing them take. */
@NullMarked
@PublicApi
package io.millrace.constructs.streams;

import io.millrace.constructs.PublicApi;
import org.jspecify.annotations.NullMarked;
