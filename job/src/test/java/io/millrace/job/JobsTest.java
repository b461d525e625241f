package io.millrace.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.Contract;
import io.millrace.contract.SettingType;
import io.millrace.contract.flink.Setting;
import io.millrace.job.api.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class JobsTest {
    static final List<Job> JOBS = Jobs.all();

    @TempDir
    Path folder;

    private Path key;

    private final Map<String, Map<String, String>> groups = specimen();

    @BeforeEach
    void writeKey() throws IOException {
        key = Files.writeString(folder.resolve("key"), "pepper");
        groups.get("Job").put("draw.key", key.toUri().toString());
    }

    private static Map<String, Map<String, String>> specimen() {
        return specimen("lottery", "lottery-events", "user-events", "draws", "rejected");
    }

    private static Map<String, Map<String, String>> specimen(Job job) {
        return specimen(
                job.contract().name(),
                Stream.concat(job.contract().inputs().stream(), job.contract().outputs().stream())
                        .toArray(String[]::new));
    }

    private static Map<String, Map<String, String>> specimen(String job, String... ports) {
        Map<String, Map<String, String>> groups = new HashMap<>();
        groups.put("Job", new HashMap<>(Map.of("name", job)));
        for (String port : ports) {
            groups.put(port, new HashMap<>(KinesisPorts.group(port)));
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
                .contains(KinesisPorts.uid("lottery-events"), KinesisPorts.uid("user-events"), "draws", "rejected");
    }

    @Test
    void jobThatDoesNotFitFailsNamingEveryViolation() {
        groups.get("Job").put("draw.windw", "5 s");
        groups.get("Job").put("events.idle-timeout", "soon");
        groups.get("draws").remove("aws.region");
        groups.remove("user-events");

        assertThatThrownBy(() -> build(StreamExecutionEnvironment.createLocalEnvironment(1)))
                .hasMessage("the application's property groups do not fit the job: "
                        + "property group 'Job': unknown setting 'draw.windw'; did you mean 'draw.window'?; "
                        + "property group 'Job': events.idle-timeout must be a duration such as '10 s', '500 ms' or"
                        + " '1 min' (ISO 8601 is not taken), got 'soon'; "
                        + "input 'user-events' is not bound to a stream (purchases of coupons and clicks, partitioned"
                        + " by userId); "
                        + "property group 'draws': aws.region is required (The stream's AWS region.)");
    }

    @Test
    void unreadableSecretIsReportedWithItsSetting() throws IOException {
        Files.delete(folder.resolve("key"));

        assertThatThrownBy(() -> build(StreamExecutionEnvironment.createLocalEnvironment(1)))
                .hasMessageStartingWith("the application's property groups do not fit the job: property group 'Job':"
                        + " draw.key: file 'file:///")
                .hasMessageContaining("must exist and be readable");
    }

    @ParameterizedTest
    @FieldSource("JOBS")
    void durationsAreBounded(Job job) {
        assertThat(job.contract().settings())
                .filteredOn(setting -> setting.declaration().type() == SettingType.DURATION)
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(setting.declaration().max()).hasValue("36500 d"));
    }

    @Test
    void unalignedCheckpointsAreRefused() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment.enableCheckpointing(1_000);
        environment.getCheckpointConfig().enableUnalignedCheckpoints(true);

        assertThatThrownBy(() -> Jobs.build(environment, Map.of()))
                .hasMessageContaining("execution.checkpointing.unaligned.enabled must be false, got true");
    }

    @Test
    void violationsThatOnlyTheJobFindsAreReportedWithTheOthers() {
        Map<String, Map<String, String>> bookings =
                specimen("booking-alerts", "booking-created", "booking-events", "alerts", "escalations", "rejected");
        Map<String, String> settings = bookings.get("Job");
        settings.put("events.count", "many");
        settings.put("escalations.within", "soon");
        settings.put("match.timeout", "0 s");
        settings.put("created.id.path", "bookingId");
        settings.put("escalations", "quick: PAID{0}; slow: not PAID within 1 h");
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);

        assertThatThrownBy(() -> Jobs.build(environment, bookings))
                .hasMessage("the application's property groups do not fit the job: "
                        + "property group 'Job': escalations.within must be a duration such as '10 s', '500 ms' or"
                        + " '1 min' (ISO 8601 is not taken), got 'soon'; "
                        + "property group 'Job': events.count must be a whole number, got 'many'; "
                        + "property group 'Job': match.timeout must be at least 1 ms and at most 36500 d, got '0 s'; "
                        + "property group 'Job': created.id.path: a JSONPath must start with $ and be well-formed (for"
                        + " example $.booking.id), got 'bookingId'; "
                        + "property group 'Job': escalations: a step of 'quick' must take 1 to 100 records, got"
                        + " 'PAID{0}'; "
                        + "property group 'Job': escalations: 'not' must be for the last of two or more steps of"
                        + " 'slow', got 'not PAID within 1 h'");
    }

    @ParameterizedTest
    @FieldSource("JOBS")
    void everyJobIsBuiltFromItsRequiredSettings(Job job) {
        Map<String, Map<String, String>> bound = specimen(job);
        job.contract().settings().stream()
                .filter(setting -> setting.declaration().required())
                .forEach(setting ->
                        bound.get("Job").put(setting.key(), key.toUri().toString()));

        assertThat(Jobs.build(StreamExecutionEnvironment.createLocalEnvironment(1), bound))
                .isEqualTo(job.contract().name());
    }

    @ParameterizedTest
    @FieldSource("JOBS")
    void keysOfEarlierVersionsAreRefusedNamingTheirSuccessors(Job job) {
        for (Setting<?> setting : job.contract().settings()) {
            for (String former : setting.declaration().formerKeys()) {
                Map<String, Map<String, String>> bound = specimen(job);
                bound.get("Job").put(former, "1");

                assertThatThrownBy(() -> Jobs.build(StreamExecutionEnvironment.createLocalEnvironment(1), bound))
                        .hasMessageContaining("property group 'Job': unknown setting '" + former
                                + "'; it is now called '" + setting.key() + "'");
            }
        }
    }

    /** The changelog lists them, too. */
    @Test
    void renamedKeys() {
        assertThat(JOBS.stream()
                        .flatMap(job -> job.contract().settings().stream())
                        .flatMap(setting -> setting.declaration().formerKeys().stream()
                                .map(former -> former + " -> " + setting.key()))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "patience -> match.timeout",
                        "memory -> alert.retention",
                        "forgetting.factor -> smoothing.factor",
                        "deviations -> score.threshold",
                        "deviation.least -> deviation.min",
                        "forget.after -> state.ttl",
                        "events.idle-wait -> events.idle-timeout");
    }

    /** Outside the service, its library finds no file and returns no groups, without an error. */
    @Test
    void missingPropertyFileIsAViolationToo() {
        groups.clear();

        assertThatThrownBy(() -> build(StreamExecutionEnvironment.createLocalEnvironment(1)))
                .hasMessageContaining("property group 'Job' is missing");
    }

    @Test
    void declarationInTheJarIsThatOfTheJobs() throws IOException {
        ByteArrayOutputStream declared = new ByteArrayOutputStream();
        Jobs.CONTRACT.declaration().writeTo(declared);

        try (InputStream written = Jobs.class.getResourceAsStream("/" + Contract.RESOURCE)) {
            assertThat(written).isNotNull().hasBinaryContent(declared.toByteArray());
        }
    }
}
