package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.kafka.KafkaTopic;

/**
 * A topic that a job reads.
 *
 * @param topic what it reads
 * @param consumerGroup under which name the job commits, at each checkpoint, how far it has read
 */
public record TopicInput(KafkaTopic topic, String consumerGroup) {
    public TopicInput {
        requireNonNull(topic, "topic is null");
        requireNonNull(consumerGroup, "consumerGroup is null");
    }
}
