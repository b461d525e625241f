/** Lists a stream's shards and assigns them to readers, parents before children. */
@NullMarked
package io.millrace.connector.kinesis.enumerator;

import org.jspecify.annotations.NullMarked;
