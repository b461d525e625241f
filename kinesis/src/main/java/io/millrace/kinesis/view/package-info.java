/** What more than one operation returns: a record, a shard, a page of a list. */
@NullMarked
package io.millrace.kinesis.view;

import org.jspecify.annotations.NullMarked;
