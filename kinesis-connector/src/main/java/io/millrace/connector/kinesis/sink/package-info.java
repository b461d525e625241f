/** Writes elements to a stream: how they become records, are put, and are put again. */
@NullMarked
package io.millrace.connector.kinesis.sink;

import org.jspecify.annotations.NullMarked;
