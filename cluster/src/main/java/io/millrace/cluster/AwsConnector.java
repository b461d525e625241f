package io.millrace.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A class of Flink's connectors for AWS services. */
final class AwsConnector {
    static final String KINESIS = "KINESIS";

    /** The beginnings of classes' names; the first that fits counts. */
    private static final List<Map.Entry<String, String>> SERVICES = List.of(
            Map.entry("org.apache.flink.streaming.connectors.kinesis.FlinkDynamoDBStreamsConsumer", "DYNAMODB_STREAMS"),
            Map.entry("org.apache.flink.streaming.connectors.kinesis.", KINESIS),
            Map.entry("org.apache.flink.connector.kinesis.", KINESIS),
            Map.entry("org.apache.flink.connector.dynamodb.source.", "DYNAMODB_STREAMS"),
            Map.entry("org.apache.flink.connector.dynamodb.", "DYNAMODB"),
            Map.entry("org.apache.flink.connector.firehose.", "FIREHOSE"),
            Map.entry("org.apache.flink.connector.sqs.", "SQS"));

    private final Class<?> type;
    private final String service;

    private AwsConnector(Class<?> type, String service) {
        this.type = type;
        this.service = service;
    }

    /** As in the class's source. */
    String name() {
        return type.getSimpleName();
    }

    /** As in the SDKs' variables: {@code KINESIS} as in {@code AWS_ENDPOINT_URL_KINESIS}. */
    String service() {
        return service;
    }

    /** The class of an object, or the nearest of its super classes, that belongs to a connector. */
    static Optional<AwsConnector> of(Object object) {
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            String name = type.getName();
            for (Map.Entry<String, String> service : SERVICES) {
                if (name.startsWith(service.getKey())) {
                    return Optional.of(new AwsConnector(type, service.getValue()));
                }
            }
        }
        return Optional.empty();
    }
}
