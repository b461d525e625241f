package io.millrace.job.connector.kafka;

import org.apache.flink.api.connector.source.SourceEvent;

/** Notifies a reader that it has all the partitions that it starts with, which may be none. */
final class PartitionsAssigned implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
