package io.millrace.constructs.flink.binding;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.kafka.KafkaTopic;
import software.amazon.awscdk.services.iam.IGrantable;

/**
 * A topic that a job writes.
 *
 * @param transactionalIdPrefix what the ids of the job's transactions start with
 */
public record TopicOutput(KafkaTopic topic, Delivery delivery, String transactionalIdPrefix) {
    public TopicOutput {
        requireNonNull(topic, "topic is null");
        requireNonNull(delivery, "delivery is null");
        requireNonNull(transactionalIdPrefix, "transactionalIdPrefix is null");
    }

    void grantWrite(IGrantable job) {
        switch (delivery) {
            case EXACTLY_ONCE -> topic.grantWriteInTransactions(job, transactionalIdPrefix);
            case AT_LEAST_ONCE -> topic.grantWrite(job);
        }
    }
}
