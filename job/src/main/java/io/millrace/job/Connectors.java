package io.millrace.job;

import io.millrace.contract.Contract;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.kafka.KafkaConnector;
import io.millrace.job.connector.kinesis.KinesisConnector;
import java.util.List;
import java.util.Map;

/** The connectors of this jar. */
final class Connectors {
    private static final List<Connector> ALL = List.of(new KinesisConnector(), new KafkaConnector());

    private Connectors() {}

    static List<Connector> all() {
        return ALL;
    }

    /**
     * The connector that a group names.
     *
     * @param group the property group of an input or output, after the contract's check
     */
    static Connector of(Map<String, String> group) {
        String name = String.valueOf(group.get(Contract.CONNECTOR));
        return ALL.stream()
                .filter(connector -> connector.declaration().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown connector '" + name + "'"));
    }
}
