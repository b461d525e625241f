package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.Contract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsTest {
    @TempDir
    Path folder;

    private final Map<String, Map<String, String>> groups = specimen();

    @BeforeEach
    void writeKey() throws IOException {
        Path key = folder.resolve("key");
        Files.writeString(key, "pepper");
        groups.get("Job").put("draw.key", key.toUri().toString());
    }

    private static Map<String, Map<String, String>> specimen() {
        return specimen("lottery", "lottery-events", "user-events", "draws", "rejected");
    }

    private static Map<String, Map<String, String>> specimen(String job, String... ports) {
        Map<String, Map<String, String>> groups = new HashMap<>();
        groups.put("Job", new HashMap<>(Map.of("name", job)));
        for (String port : ports) {
            groups.put(
                    port,
                    new HashMap<>(Map.of("connector", "kinesis", "stream.name", port, "aws.region", "eu-west-1")));
        }
        return groups;
    }

    private String build(StreamExecutionEnvironment environment) {
        return Jobs.build(environment, groups);
    }

    @Test
    void boundJobIsBuiltWithAUidForEverySourceAndSink() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);

        assertThat(build(environment)).isEqualTo("lottery");
        assertThat(environment.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .filteredOn(uid -> groups.containsKey(String.valueOf(uid)))
                .containsExactlyInAnyOrder("lottery-events", "user-events", "draws", "rejected");
    }

    @Test
    void jobThatDoesNotFitFailsNamingEveryMistake() {
        groups.get("Job").put("draw.windw", "5 s");
        groups.get("Job").put("events.idle-wait", "soon");
        groups.get("draws").remove("aws.region");
        groups.remove("user-events");

        assertThatThrownBy(() -> build(StreamExecutionEnvironment.createLocalEnvironment(1)))
                .hasMessage("the application's property groups do not fit the job: "
                        + "property group 'Job': unknown setting 'draw.windw'; did you mean 'draw.window'?; "
                        + "property group 'Job': events.idle-wait must be a duration such as '10 s', '500 ms' or"
                        + " '1 min', got 'soon'; "
                        + "input 'user-events' is not bound to a stream (purchases of coupons and clicks, partitioned"
                        + " by userId); "
                        + "property group 'draws': aws.region is required (The stream's AWS region.)");
    }

    @Test
    void aSecretThatCannotBeReadIsToldWithItsSetting() throws IOException {
        Files.delete(folder.resolve("key"));

        assertThatThrownBy(() -> build(StreamExecutionEnvironment.createLocalEnvironment(1)))
                .hasMessageStartingWith("the application's property groups do not fit the job: property group 'Job':"
                        + " draw.key: file 'file:///")
                .hasMessageContaining("must be there to be read");
    }

    @Test
    void whatOnlyTheJobCanTellIsToldWithTheRest() {
        Map<String, Map<String, String>> bookings =
                specimen("booking-alerts", "booking-created", "booking-events", "alerts", "escalations", "rejected");
        Map<String, String> settings = bookings.get("Job");
        settings.put("events.count", "many");
        settings.put("escalations.within", "soon");
        settings.put("patience", "0 s");
        settings.put("created.id.path", "bookingId");
        settings.put("escalations", "quick: PAID{0}; slow: not PAID within 1 h");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);

        assertThatThrownBy(() -> Jobs.build(environment, bookings))
                .hasMessage("the application's property groups do not fit the job: "
                        + "property group 'Job': escalations.within must be a duration such as '10 s', '500 ms' or"
                        + " '1 min', got 'soon'; "
                        + "property group 'Job': events.count must be a whole number, got 'many'; "
                        + "property group 'Job': patience must be at least 1 ms, got '0 s'; "
                        + "property group 'Job': created.id.path: a JSONPath must start with $ and be well-formed (for"
                        + " example $.booking.id), got 'bookingId'; "
                        + "property group 'Job': escalations: a step of 'quick' must be asked for 1 to 100 times, got"
                        + " 'PAID{0}'; "
                        + "property group 'Job': escalations: 'not' must be for the last of two or more steps of"
                        + " 'slow', got 'not PAID within 1 h'");
    }

    @Test
    void bookingAlertsNeedNoSettings() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);

        assertThat(Jobs.build(
                        environment,
                        specimen(
                                "booking-alerts",
                                "booking-created",
                                "booking-events",
                                "alerts",
                                "escalations",
                                "rejected")))
                .isEqualTo("booking-alerts");
    }

    @Test
    void rollupAndOutliersNeedNoSettings() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);

        assertThat(Jobs.build(environment, specimen("rollup", "measurements", "rollups", "rejected")))
                .isEqualTo("rollup");
        assertThat(Jobs.build(environment, specimen("outliers", "measurements", "outliers", "rejected")))
                .isEqualTo("outliers");
    }

    /** Away from the service its library finds no file and gives no groups, without a word. */
    @Test
    void missingPropertyFileIsAMistakeToo() {
        groups.clear();

        assertThatThrownBy(() -> build(StreamExecutionEnvironment.createLocalEnvironment(1)))
                .hasMessageContaining("property group 'Job' is missing");
    }

    @Test
    void whatTheBuildWroteIsWhatTheJobsDeclare() throws IOException {
        ByteArrayOutputStream declared = new ByteArrayOutputStream();
        Jobs.contract().writeTo(declared);

        try (InputStream written = Jobs.class.getResourceAsStream("/" + Contract.RESOURCE)) {
            assertThat(written).isNotNull().hasBinaryContent(declared.toByteArray());
        }
    }
}
