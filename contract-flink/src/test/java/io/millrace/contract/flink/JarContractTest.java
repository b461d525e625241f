package io.millrace.contract.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.contract.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarContractTest {
    private static final Setting<Duration> WINDOW = Setting.of(
                    ConfigOptions.key("window").durationType().defaultValue(Duration.ofSeconds(10)))
            .atLeast(Duration.ofMillis(1));
    private static final Setting<Duration> SLIDE =
            Setting.of(ConfigOptions.key("slide").durationType().noDefaultValue());
    private static final Setting<List<Integer>> SIZES =
            Setting.of(ConfigOptions.key("sizes").intType().asList().noDefaultValue());

    static final JarContract CONTRACT = JarContract.of(
            KinesisConsumerSettings.declaration(),
            JobContract.builder("counts", "Counts things")
                    .input("things", "one thing in a record")
                    .output("counts", "one count in a record")
                    .settings(List.of(WINDOW, SLIDE, SIZES))
                    .check(settings ->
                            settings.get(SLIDE) != null && settings.get(SLIDE).compareTo(settings.get(WINDOW)) > 0
                                    ? List.of("slide must be at most window, got '" + settings.get(SLIDE) + "'")
                                    : List.of())
                    .build());

    private final Map<String, Map<String, String>> groups = new HashMap<>(Map.of(
            "Job", new HashMap<>(Map.of("name", "counts", "window", "20 s")),
            "things",
                    Map.of(
                            "connector", "kinesis",
                            "stream.name", "things-v1",
                            "aws.region", "eu-west-1",
                            "flink.stream.recordpublisher", "EFO"),
            "counts", Map.of("connector", "kinesis", "stream.name", "counts-v1", "aws.region", "eu-west-1")));

    @Test
    void aBoundJobHasItsSettingsAndThoseOfItsStreams() {
        BoundJob job = CONTRACT.bind(groups);

        assertThat(job.settings().get(WINDOW)).isEqualTo(Duration.ofSeconds(20));
        assertThat(job.settings().get(SLIDE)).isNull();
        assertThat(job.port("things").connector()).isEqualTo("kinesis");
        assertThat(job.port("counts").get(KinesisConsumerSettings.STREAM_NAME)).isEqualTo("counts-v1");
        assertThat(job.port("things").withPrefixes(KinesisConsumerSettings.PASS_THROUGH))
                .isEqualTo(Map.of("aws.region", "eu-west-1", "flink.stream.recordpublisher", "EFO"));
        assertThat(job.port("things").get(KinesisConsumerSettings.INITIAL_POSITION))
                .isEqualTo("TRIM_HORIZON");
    }

    @Test
    void everyViolationIsNamed() {
        group("Job").putAll(Map.of("windw", "1 s", "slide", "1 min", "sizes", "1;two"));
        groups.remove("counts");

        assertThatThrownBy(() -> CONTRACT.bind(groups))
                .isInstanceOf(InvalidApplicationException.class)
                .hasMessage("the application's property groups do not fit the job: "
                        + "property group 'Job': unknown setting 'windw'; did you mean 'window'?; "
                        + "output 'counts' is not bound to a stream (one count in a record); "
                        + "property group 'Job': sizes must be a value that Flink can read as its type, got '1;two'; "
                        + "property group 'Job': slide must be at most window, got 'PT1M'");
    }

    @Test
    void aValueOfAWrongTypeIsReportedOnceAndHidesNoOtherViolation() {
        group("Job").putAll(Map.of("window", "soon", "slide", "1 min"));

        assertThatThrownBy(() -> CONTRACT.bind(groups))
                .hasMessageEndingWith(
                        ": property group 'Job': window must be a duration such as '10 s', '500 ms' or"
                                + " '1 min' (ISO 8601 is not taken), got 'soon'; property group 'Job': slide must be at most window, got 'PT1M'");
    }

    @Test
    void blankValuesAreReportedOnce() {
        group("Job").put("sizes", " ");

        assertThatThrownBy(() -> CONTRACT.bind(groups))
                .hasMessageEndingWith(": property group 'Job': sizes must be a string that is not blank, got ' '");
    }

    @Test
    void namesOfAContractAreUniqueAndNotReserved() {
        assertThatThrownBy(() -> JobContract.builder(" ", "")
                        .input("a", "")
                        .input("Job", "")
                        .output("a", "")
                        .setting(WINDOW)
                        .setting(WINDOW)
                        .setting(Setting.of(
                                ConfigOptions.key("name").stringType().noDefaultValue()))
                        .build())
                .hasMessage("a job's name must not be blank, got ' '; "
                        + "an input or output must have a name of its own other than 'Job', got 'Job'; "
                        + "an input or output must have a name of its own other than 'Job', got 'a'; "
                        + "a setting must have a key of its own other than 'name', got 'window'; "
                        + "a setting must have a key of its own other than 'name', got 'name'");
    }

    @Test
    void whatIsWrittenIsTheContractOfTheNamedClass(@TempDir Path classes) throws Exception {
        WriteContract.main(new String[] {classes.toString(), JarContractTest.class.getName()});

        Contract written;
        try (var in = Files.newInputStream(classes.resolve(Contract.RESOURCE))) {
            written = Contract.read(in);
        }
        assertThat(written.jobs()).singleElement().satisfies(job -> assertThat(job.settings())
                .hasSize(3));
        assertThat(written.hasConnector("kinesis")).isTrue();
    }

    @Test
    void aClassWithoutAContractIsRefused(@TempDir Path classes) {
        assertThatThrownBy(() -> WriteContract.main(new String[] {classes.toString(), "java.lang.String"}))
                .hasMessage("class must have one static field of the type JarContract, got 0 in 'java.lang.String'");
        assertThatThrownBy(() -> WriteContract.main(new String[] {"a"}))
                .hasMessage("arguments must be a directory and the name of a class, got [a]");
    }

    @Test
    void groupsAreReadFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("groups.json"),
                "[{\"PropertyGroupId\":\"Job\",\"PropertyMap\":{\"name\":\"counts\"}}]");

        assertThat(ApplicationProperties.read(file)).isEqualTo(Map.of("Job", Map.of("name", "counts")));
    }

    @Test
    void theConnectorOfFlink2HasTheKeysThatTheConstructsWrite() {
        assertThat(KinesisSourceSettings.declaration().input())
                .extracting(setting -> setting.key())
                .containsExactly("stream.arn", "aws.region", "source.init.position");
        assertThat(KinesisSourceSettings.declaration().passThrough()).containsExactly("source.", "aws.");
    }

    private Map<String, String> group(String id) {
        return groups.get(id);
    }
}
