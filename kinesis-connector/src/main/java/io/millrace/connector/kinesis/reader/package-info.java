/** Reads shards, by polling or by subscriptions, and emits their records. */
@NullMarked
package io.millrace.connector.kinesis.reader;

import org.jspecify.annotations.NullMarked;
