/** The format in which the Kinesis Producer Library packs several user records into one record. */
@NullMarked
package io.millrace.connector.kinesis.aggregate;

import org.jspecify.annotations.NullMarked;
