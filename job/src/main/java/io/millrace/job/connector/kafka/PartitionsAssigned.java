package io.millrace.job.connector.kafka;

import org.apache.flink.api.connector.source.SourceEvent;

/** Tells a reader that it has got every partition that it starts with, be it none. */
final class PartitionsAssigned implements SourceEvent {
    private static final long serialVersionUID = 1L;
}
