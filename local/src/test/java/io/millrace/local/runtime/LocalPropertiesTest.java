package io.millrace.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPropertiesTest {
    private static final URI KINESIS = URI.create("http://127.0.0.1:4567");

    @Test
    void everyGroupThatBindsAStreamLearnsWhereKinesisIs() {
        LocalProperties properties = localise(Map.of(
                "by-name", Map.of("stream.name", "shop-Orders"),
                "by-arn", Map.of("stream.arn", "arn:aws:kinesis:eu-west-1:000000000000:stream/shop-Orders"),
                "by-region", Map.of("aws.region", "eu-west-1"),
                "Job", Map.of("name", "billing")));

        Map<String, String> local = Map.of("aws.endpoint", KINESIS.toString(), "aws.http.protocol.version", "HTTP1_1");
        assertThat(properties.groups().get("by-name"))
                .containsAllEntriesOf(local)
                .hasSize(3);
        assertThat(properties.groups().get("by-arn"))
                .containsAllEntriesOf(local)
                .hasSize(3);
        assertThat(properties.groups().get("by-region"))
                .containsAllEntriesOf(local)
                .hasSize(3);
        assertThat(properties.groups().get("Job")).isEqualTo(Map.of("name", "billing"));
        assertThat(properties.added())
                .isEqualTo(Map.of(
                        "aws.endpoint=http://127.0.0.1:4567", Set.of("by-name", "by-arn", "by-region"),
                        "aws.http.protocol.version=HTTP1_1", Set.of("by-name", "by-arn", "by-region")));
    }

    @Test
    void whatTheTemplateGivesIsNotChanged() {
        LocalProperties properties =
                localise(Map.of("orders", Map.of("aws.endpoint", "http://elsewhere", "stream.name", "shop-Orders")));

        assertThat(properties.groups().get("orders"))
                .isEqualTo(Map.of(
                        "aws.endpoint", "http://elsewhere",
                        "aws.http.protocol.version", "HTTP1_1",
                        "stream.name", "shop-Orders"));
    }

    @Test
    void theRuntimeLibraryIsLedToTheGroups(@TempDir Path path) throws IOException {
        ApplicationDirectory directory = new ApplicationDirectory(path);
        directory.prepare();
        localise(Map.of("Job", Map.of("name", "billing"))).write(directory);

        Properties config = new Properties();
        try (Reader reader = Files.newBufferedReader(path.resolve("class-path/config.properties"))) {
            config.load(reader);
        }
        Path file = Path.of(config.getProperty("application_properties_file"));
        assertThat(new JsonMapper().readTree(file.toFile()))
                .hasToString("[{\"PropertyGroupId\":\"Job\",\"PropertyMap\":{\"name\":\"billing\"}}]");
    }

    private static LocalProperties localise(Map<String, Map<String, String>> groups) {
        return LocalProperties.of(Specimen.application(groups), List.of(Specimen.ORDERS), KINESIS);
    }
}
