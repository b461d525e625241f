/** Kinesis data streams, and the exact permissions that reading and writing them take. */
@NullMarked
package io.millrace.constructs.streams;

import org.jspecify.annotations.NullMarked;
