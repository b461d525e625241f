package io.millrace.job;

import io.millrace.contract.flink.Settings;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.kafka.KafkaConnector;
import io.millrace.job.connector.kinesis.KinesisConnector;
import java.util.List;

/** The connectors of this jar. */
final class Connectors {
    private static final List<Connector> ALL = List.of(new KinesisConnector(), new KafkaConnector());

    private Connectors() {}

    static List<Connector> all() {
        return ALL;
    }

    /** The connector that the settings of an input or output name, after the contract's check. */
    static Connector of(Settings settings) {
        String name = settings.connector();
        return ALL.stream()
                .filter(connector -> connector.declaration().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown connector '" + name + "'"));
    }
}
