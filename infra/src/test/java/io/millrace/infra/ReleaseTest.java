package io.millrace.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The logical ids of everything that holds state. CloudFormation replaces a resource whose logical id or whose create-only
 * property changes, and leaves behind what the old one held. A new job or stream adds its ids to {@link #STATEFUL}; a
 * changed id loses state.
 */
class ReleaseTest {
    /** Type and logical id of what holds state in every environment. */
    private static final List<String> STATEFUL = List.of(
            "AWS::Kinesis::Stream AlertsE664E991",
            "AWS::Kinesis::Stream BookingCreatedBC656D4C",
            "AWS::Kinesis::Stream BookingEventsBEDE04D6",
            "AWS::Kinesis::Stream BookingRejected8BA851EF",
            "AWS::Kinesis::Stream Draws06C84053",
            "AWS::Kinesis::Stream EscalationsAEC64F05",
            "AWS::Kinesis::Stream LotteryEventsFFF96A60",
            "AWS::Kinesis::Stream MeasurementsB5943AFA",
            "AWS::Kinesis::Stream OutliersEFF07086",
            "AWS::Kinesis::Stream OutliersRejectedC8723EF3",
            "AWS::Kinesis::Stream Rejected1550DDDB",
            "AWS::Kinesis::Stream RollupRejected793C09C9",
            "AWS::Kinesis::Stream Rollups9EC63424",
            "AWS::Kinesis::Stream UserEventsF6298967",
            // without its snapshots, an application starts from nothing
            "AWS::KinesisAnalyticsV2::Application BookingAlerts0190B17E",
            "AWS::KinesisAnalyticsV2::Application LotteryA3058243",
            "AWS::KinesisAnalyticsV2::Application Outliers53B06D00",
            "AWS::KinesisAnalyticsV2::Application Rollup7AED3841",
            "AWS::S3::Bucket Artifacts80C0BB10",
            "AWS::SecretsManager::Secret DrawKeyFDDBBBBF");

    /** What holds state or logs, with its create-only properties: {@code createOnlyProperties} in the registry schema. */
    private static final Map<String, List<String>> CREATE_ONLY = Map.of(
            "AWS::KinesisAnalyticsV2::Application", List.of("ApplicationName", "ApplicationMode"),
            "AWS::Kinesis::Stream", List.of("Name"),
            "AWS::S3::Bucket", List.of("BucketName", "BucketNamePrefix", "BucketNamespace"),
            "AWS::Logs::LogGroup", List.of("LogGroupName"),
            "AWS::SecretsManager::Secret", List.of("Name"));

    private static final String CODE =
            "/Properties/ApplicationConfiguration/ApplicationCodeConfiguration/CodeContent/S3ContentLocation/FileKey";

    private static final String RUNTIME = "/Properties/RuntimeEnvironment";
    private static final String DROPS_STATE =
            "/Properties/RunConfiguration/FlinkRunConfiguration/AllowNonRestoredState";

    private final SynthesisedApp app = SynthesisedApp.whole();

    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void whatHoldsStateKeepsItsLogicalId(StageConfig environment) {
        assertThat(stateful(app, environment.name()))
                .filteredOn(resource -> !resource.startsWith("AWS::Logs::LogGroup"))
                .extracting(resource -> resource.replaceAll(" \\{.*", ""))
                .containsExactlyElementsOf(STATEFUL);
    }

    /** CloudFormation generates each name once, and keeps it. */
    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void noCreateOnlyPropertyIsSet(StageConfig environment) {
        assertThat(stateful(app, environment.name())).allMatch(resource -> resource.endsWith(" {}"));
    }

    @Test
    void anotherJarAndAnotherRuntimeReplaceNothing(@TempDir Path folder) throws IOException {
        // the last stop of a release; whatHoldsStateKeepsItsLogicalId covers the others
        StageConfig last = Environments.ALL.get(Environments.ALL.size() - 1);
        StageConfig moved =
                last.toBuilder().runtime(StageRuntime.FLINK_2_2_FROM_1_20).build();

        SynthesisedApp next = new SynthesisedApp(folder, List.of(moved), JobApplication.ALL, Map.of(), "2");

        assertThat(stateful(next, last.name())).isEqualTo(stateful(app, last.name()));
        assertThat(code(next, last.name())).isNotEqualTo(code(app, last.name()));
    }

    /** What is promoted is one jar for each runtime. */
    @Test
    void everyApplicationOfARuntimeRunsTheSameJar() {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (String stage : app.stages()) {
            for (JobApplication job : JobApplication.ALL) {
                JsonNode application = app.application(stage, job);
                keys.computeIfAbsent(application.at(RUNTIME).asText(), runtime -> new TreeSet<>())
                        .add(application.at(CODE).asText());
            }
        }

        assertThat(keys.keySet()).containsExactly("FLINK-1_20", "FLINK-2_2");
        assertThat(keys.values())
                .doesNotHaveDuplicates()
                .allSatisfy(jars -> assertThat(jars).singleElement().asString().matches("jobs/[0-9a-f]{64}\\.jar"));
    }

    /** What a deployment may drop is stated by the value that names the move, and by no other. */
    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#environments")
    void onlyAMoveToFlink2MayDropState(StageConfig environment) {
        JsonNode application = app.application(environment.name(), JobApplication.ALL.get(0));

        assertThat(application.at(RUNTIME).asText())
                .isEqualTo(environment.runtime().flink().id());
        assertThat(application.at(DROPS_STATE).asBoolean())
                .isEqualTo(environment.runtime() == StageRuntime.FLINK_2_2_FROM_1_20);
    }

    private static String code(SynthesisedApp app, String stage) {
        return app.application(stage, JobApplication.ALL.get(0)).at(CODE).asText();
    }

    /** Type, logical id and create-only properties of what holds state in a stage. */
    private static Set<String> stateful(SynthesisedApp app, String stage) {
        Set<String> lines = new TreeSet<>();
        for (SynthesisedStack stack : app.templates(stage)) {
            CREATE_ONLY.forEach((type, names) -> {
                if (stack.types().contains(type)) {
                    stack.all(type).forEach((id, resource) -> lines.add(type + " " + id + " " + only(names, resource)));
                }
            });
        }
        assertThat(lines).isNotEmpty();
        return lines;
    }

    private static String only(List<String> names, JsonNode resource) {
        StringBuilder found = new StringBuilder();
        for (String name : names) {
            JsonNode value = resource.path("Properties").get(name);
            if (value != null) {
                found.append(name).append('=').append(value);
            }
        }
        return "{" + found + "}";
    }
}
