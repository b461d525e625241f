package io.millrace.constructs.flink.binding;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.kafka.KafkaTopic;

/**
 * A topic that a job reads.
 *
 * @param consumerGroup in which the job commits its offsets at each checkpoint
 */
public record TopicInput(KafkaTopic topic, String consumerGroup) {
    public TopicInput {
        requireNonNull(topic, "topic is null");
        requireNonNull(consumerGroup, "consumerGroup is null");
    }
}
