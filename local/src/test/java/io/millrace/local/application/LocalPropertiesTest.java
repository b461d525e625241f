package io.millrace.local.application;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.assembly.deployment.StreamPlan;
import io.millrace.local.server.LocalServers;
import io.millrace.local.testing.Specimen;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPropertiesTest {
    private static final String KINESIS = "http://127.0.0.1:4567";
    private static final String KAFKA = "127.0.0.1:9092";
    private static final Path SECRETS = Path.of("no-secret-is-asked-for");
    private static final StreamPlan BILLS =
            new StreamPlan("shop", "bills", "bills", "eu-west-1", StreamPlan.ON_DEMAND, 168, StreamBackend.KAFKA);

    @Test
    void everyGroupThatBindsAStreamLearnsWhereKinesisIs() {
        LocalProperties properties = localise(Map.of(
                "by-name", Map.of("stream.name", "shop-Orders"),
                "by-arn", Map.of("stream.arn", "arn:aws:kinesis:eu-west-1:000000000000:stream/shop-Orders"),
                "by-region", Map.of("aws.region", "eu-west-1"),
                "Job", Map.of("name", "billing")));

        Map<String, String> local = Map.of("aws.endpoint", KINESIS);
        assertThat(properties.groups().get("by-name"))
                .containsAllEntriesOf(local)
                .hasSize(2);
        assertThat(properties.groups().get("by-arn"))
                .containsAllEntriesOf(local)
                .hasSize(2);
        assertThat(properties.groups().get("by-region"))
                .containsAllEntriesOf(local)
                .hasSize(2);
        assertThat(properties.groups().get("Job")).isEqualTo(Map.of("name", "billing"));
        assertThat(properties.changes())
                .isEqualTo(Map.of(
                        "added aws.endpoint=http://127.0.0.1:4567 to", Set.of("by-name", "by-arn", "by-region")));
    }

    @Test
    void whatTheTemplateGivesIsNotChanged() {
        LocalProperties properties =
                localise(Map.of("orders", Map.of("aws.endpoint", "http://elsewhere", "stream.name", "shop-Orders")));

        assertThat(properties.groups().get("orders"))
                .isEqualTo(Map.of(
                        "aws.endpoint", "http://elsewhere",
                        "stream.name", "shop-Orders"));
    }

    @Test
    void aGroupThatBindsATopicIsLedToTheLocalBrokerAndNeedsNoLogin() {
        LocalProperties properties = localise(Map.of(
                "bills",
                Map.of(
                        "connector", "kafka",
                        "topic", "bills",
                        "bootstrap.servers", "b-1.msk.example:9098",
                        "transactional.id.prefix", "billing-bills",
                        "properties.security.protocol", "SASL_SSL",
                        "properties.sasl.mechanism", "AWS_MSK_IAM",
                        "properties.linger.ms", "5"),
                "elsewhere",
                Map.of("connector", "kafka", "topic", "not-of-this-stage")));

        assertThat(properties.groups())
                .containsEntry(
                        "bills",
                        Map.of(
                                "connector", "kafka",
                                "topic", "bills",
                                "bootstrap.servers", KAFKA,
                                "transactional.id.prefix", "billing-bills",
                                "properties.linger.ms", "5",
                                "properties.transaction.timeout.ms", "604800000"))
                .containsEntry("elsewhere", Map.of("connector", "kafka", "topic", "not-of-this-stage"));
        assertThat(properties.changes())
                .isEqualTo(Map.of(
                        "set bootstrap.servers=127.0.0.1:9092 in", Set.of("bills"),
                        "removed properties.security.protocol from", Set.of("bills"),
                        "removed properties.sasl.mechanism from", Set.of("bills"),
                        "added properties.transaction.timeout.ms=604800000 to", Set.of("bills")));
    }

    /** As AWS's examples have them. */
    @Test
    void aLoginInAGroupOfItsOwnIsRemovedTooUnlessItIsForBrokersOfTheUser() {
        Map<String, String> own =
                Map.of("topic", "own", "bootstrap.servers", "localhost:9092", "security.protocol", "SASL_PLAINTEXT");
        LocalProperties properties = localise(Map.of(
                "Output0",
                Map.of("topic", "bills", "bootstrap.servers", "b-1.msk.example:9098", "acks", "all"),
                "AuthProperties",
                Map.of(
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "AWS_MSK_IAM",
                        "ssl.truststore.location",
                        "a"),
                "Own",
                own));

        assertThat(properties.groups())
                .isEqualTo(Map.of(
                        "Output0",
                        Map.of("topic", "bills", "bootstrap.servers", KAFKA, "acks", "all"),
                        "AuthProperties",
                        Map.of(),
                        "Own",
                        own));
    }

    @Test
    void theRuntimeLibraryIsLedToTheGroups(@TempDir Path path) throws IOException {
        ApplicationDirectory directory = new ApplicationDirectory(path);
        directory.prepare();
        localise(Map.of("Job", Map.of("name", "billing"))).write(directory);

        Properties config = new Properties();
        Path ofTheCluster =
                Path.of(System.getProperty("millrace.home"), "cluster/src/main/resources/config.properties");
        try (Reader reader = Files.newBufferedReader(ofTheCluster)) {
            config.load(reader);
        }
        // the process runs in the application's directory
        Path file = path.resolve(config.getProperty("application_properties_file"));
        assertThat(new JsonMapper().readTree(file.toFile()))
                .hasToString("[{\"PropertyGroupId\":\"Job\",\"PropertyMap\":{\"name\":\"billing\"}}]");
    }

    private static LocalProperties localise(Map<String, Map<String, String>> groups) {
        return LocalProperties.of(
                Specimen.application(groups),
                Specimen.plan(Specimen.ORDERS, BILLS),
                Map.of(
                        LocalServers.holding(StreamBackend.KINESIS),
                        KINESIS,
                        LocalServers.holding(StreamBackend.KAFKA),
                        KAFKA),
                new LocalSecrets(SECRETS));
    }
}
