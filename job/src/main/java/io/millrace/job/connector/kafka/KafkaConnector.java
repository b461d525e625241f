package io.millrace.job.connector.kafka;

import io.millrace.contract.ConnectorDeclaration;
import io.millrace.contract.KafkaKeys;
import io.millrace.contract.flink.KafkaSettings;
import io.millrace.contract.flink.Settings;
import io.millrace.job.connector.Alignment;
import io.millrace.job.connector.Connector;
import io.millrace.job.connector.JsonRecordSerializer;
import io.millrace.job.record.SourceRecord;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Topics of Apache Kafka and Amazon MSK. Keys with the prefix {@code properties.} are passed to Kafka's clients, without
 * the prefix.
 *
 * <p>An input reads committed records only, and looks for new partitions every ten seconds. By default, an output is
 * written exactly once: its records belong to a transaction that is committed with a checkpoint, and consumers that read
 * committed records see them then. A transaction stays open for a checkpoint interval and, if the job fails meanwhile,
 * for its restart. Together these must be shorter than the transaction's timeout, which is the longest that brokers
 * allow by default.
 */
public final class KafkaConnector implements Connector {
    /** The brokers' default of {@code transaction.max.timeout.ms}; they refuse more. */
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(15);

    /** The source's default of 5 minutes is longer than any job waits for the records of a new partition. */
    private static final Duration PARTITION_DISCOVERY = Duration.ofSeconds(10);

    @Override
    public ConnectorDeclaration declaration() {
        return KafkaSettings.declaration();
    }

    @Override
    public DataStream<SourceRecord> source(
            StreamExecutionEnvironment environment, String input, Alignment alignment, Settings settings) {
        boolean latest = settings.get(KafkaSettings.START_POSITION).equals("LATEST");
        return environment
                .fromSource(
                        new KafkaInput(
                                settings.get(KafkaSettings.TOPIC),
                                latest ? new LatestOffsets() : OffsetsInitializer.earliest(),
                                consumer(input, settings)),
                        alignment.watermarks(),
                        input)
                .uid(input);
    }

    /** The consumer's properties, with our defaults for those that are not set. */
    static Properties consumer(String input, Settings settings) {
        Properties properties = new Properties();
        properties.setProperty(
                KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                Long.toString(PARTITION_DISCOVERY.toMillis()));
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // if the records at a position have expired, continue with the oldest ones left
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.setProperty(
                CommonClientConfigs.CLIENT_ID_CONFIG, settings.get(KafkaSettings.GROUP_ID) + "-" + input);
        properties.putAll(settings.under(KafkaKeys.CLIENT_PREFIX));
        properties.setProperty(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.get(KafkaSettings.BOOTSTRAP_SERVERS));
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.get(KafkaSettings.GROUP_ID));
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return properties;
    }

    @Override
    public <T> void sink(DataStream<T> elements, String output, Settings settings, JsonRecordSerializer<T> serializer) {
        boolean exactlyOnce = settings.get(KafkaSettings.DELIVERY).equals("exactly-once");
        elements.sinkTo(KafkaSink.<T>builder()
                        .setBootstrapServers(settings.get(KafkaSettings.BOOTSTRAP_SERVERS))
                        .setKafkaProducerConfig(producer(settings))
                        .setDeliveryGuarantee(
                                exactlyOnce ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
                        .setTransactionalIdPrefix(settings.get(KafkaSettings.TRANSACTIONAL_ID_PREFIX))
                        .setRecordSerializer(new KafkaRecordSerializer<>(settings.get(KafkaSettings.TOPIC), serializer))
                        .build())
                .name(output)
                .uid(output);
    }

    /** The producer's properties, with our defaults for those that are not set. */
    static Properties producer(Settings settings) {
        Properties properties = new Properties();
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(TRANSACTION_TIMEOUT.toMillis()));
        properties.putAll(settings.under(KafkaKeys.CLIENT_PREFIX));
        return properties;
    }
}
