/** Topics of Apache Kafka as streams: partitions are shards. */
@NullMarked
package io.millrace.job.connector.kafka;

import org.jspecify.annotations.NullMarked;
