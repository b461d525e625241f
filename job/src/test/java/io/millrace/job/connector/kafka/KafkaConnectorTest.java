package io.millrace.job.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contract.flink.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaConnectorTest {
    private static final Map<String, String> INPUT = Map.of(
            "connector", "kafka",
            "topic", "orders",
            "bootstrap.servers", "127.0.0.1:9092",
            "group.id", "billing");
    private static final Map<String, String> OUTPUT = Map.of(
            "connector", "kafka",
            "topic", "bills",
            "bootstrap.servers", "127.0.0.1:9092",
            "transactional.id.prefix", "billing-bills");
    private static final Map<String, String> MSK_IAM = Map.of(
            "properties.security.protocol", "SASL_SSL",
            "properties.sasl.mechanism", "AWS_MSK_IAM",
            "properties.sasl.jaas.config", "software.amazon.msk.auth.iam.IAMLoginModule required;",
            "properties.sasl.client.callback.handler.class", "software.amazon.msk.auth.iam.IAMClientCallbackHandler");

    @Test
    void inputReadsCommittedRecordsOfItsGroupAndCommitsNothingByItself() {
        assertThat(consumer(Map.of()))
                .containsEntry("bootstrap.servers", "127.0.0.1:9092")
                .containsEntry("group.id", "billing")
                .containsEntry("client.id", "billing-orders-in")
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("partition.discovery.interval.ms", "10000");
    }

    @Test
    void transactionTimeoutIsTheLongestThatBrokersAllow() {
        assertThat(producer(Map.of())).isEqualTo(Map.of("transaction.timeout.ms", "900000"));
    }

    @Test
    void prefixedKeysGoToTheClientAndOverrideDefaults() {
        Map<String, String> given = Map.of(
                "properties.isolation.level", "read_uncommitted",
                "properties.transaction.timeout.ms", "60000",
                "properties.fetch.min.bytes", "7");

        assertThat(consumer(given))
                .containsEntry("isolation.level", "read_uncommitted")
                .containsEntry("fetch.min.bytes", "7");
        assertThat(producer(given)).containsEntry("transaction.timeout.ms", "60000");
    }

    @Test
    void propertiesThatTheConnectorNeedsCannotBeOverridden() {
        Map<String, String> given = Map.of(
                "properties.enable.auto.commit", "true",
                "properties.group.id", "another",
                "properties.key.deserializer", "another.Deserializer");

        assertThat(consumer(given))
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("group.id", "billing")
                .doesNotContainValue("another.Deserializer");
    }

    /** Clients load the classes that the properties name when they are created, and connect later. */
    @Test
    void jarContainsWhatMskWithIamNeeds() {
        Properties consumer = consumer(MSK_IAM);
        Properties producer = producer(MSK_IAM);
        producer.setProperty("bootstrap.servers", "127.0.0.1:9098");

        try (Admin asAdmin = Admin.create(consumer);
                KafkaConsumer<byte[], byte[]> asConsumer = new KafkaConsumer<>(consumer);
                KafkaProducer<byte[], byte[]> asProducer =
                        new KafkaProducer<>(producer, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(asAdmin.metrics()).isNotEmpty();
            assertThat(asConsumer.assignment()).isEmpty();
            assertThat(asProducer.metrics()).isNotEmpty();
        }
    }

    private static Properties consumer(Map<String, String> more) {
        return KafkaConnector.consumer("orders-in", settings(INPUT, more));
    }

    private static Properties producer(Map<String, String> more) {
        return KafkaConnector.producer(settings(OUTPUT, more));
    }

    private static Settings settings(Map<String, String> group, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(group);
        all.putAll(more);
        return new Settings(all);
    }
}
