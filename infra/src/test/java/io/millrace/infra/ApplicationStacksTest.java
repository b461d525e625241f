package io.millrace.infra;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.testing.SynthesisedStack;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the stack of every application; {@link LotteryStackTest} tests one of them in detail. */
class ApplicationStacksTest {
    private final SynthesisedApp app = SynthesisedApp.whole();

    @Test
    void everyEnvironmentButThatOfABranchHasAStackForEachJobBesidesThatOfTheState() {
        List<String> stacks = Stream.concat(
                        Stream.of("State"), JobApplication.ALL.stream().map(JobApplication::id))
                .toList();

        assertThat(Environments.ALL).isNotEmpty().allSatisfy(environment -> assertThat(app.stacks(environment.name()))
                .isEqualTo(stacks));
    }

    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#jobs")
    void everyStackHasTheSameKindsOfResources(JobApplication job) {
        for (StageConfig environment : Environments.ALL) {
            assertThat(app.template(environment.name(), job.id()).types())
                    .isEqualTo(app.template(environment.name(), "Lottery").types());
        }
    }

    @ParameterizedTest
    @MethodSource("io.millrace.infra.SynthesisedApp#jobs")
    void anApplicationMayReadItsInputsAndWriteItsOutputsAndNothingElse(JobApplication job) {
        Set<String> expected = new TreeSet<>();
        job.inputs().forEach(stream -> expected.add(stream + ": read"));
        job.outputs().forEach(stream -> expected.add(stream + ": kinesis:PutRecords"));
        expected.add(job.rejected() + ": kinesis:PutRecords");

        for (String stage : app.stages()) {
            assertThat(streams(stage, job)).isEqualTo(expected);
        }
    }

    @Test
    void aStreamHasOneWriter() {
        assertThat(JobApplication.ALL.stream()
                        .flatMap(job -> Stream.concat(job.outputs().stream(), Stream.of(job.rejected()))))
                .doesNotHaveDuplicates();
    }

    /** A shard answers 5 GetRecords a second to all applications together; the connector polls every 200 ms by default. */
    @Test
    void theApplicationsTogetherPollAStreamNoMoreOftenThanItsShardsAnswer() {
        for (String stage : app.stages()) {
            Map<String, Double> calls = new TreeMap<>();
            for (JobApplication job : JobApplication.ALL) {
                JsonNode groups = app.application(stage, job)
                        .at("/Properties/ApplicationConfiguration/EnvironmentProperties/PropertyGroups");
                for (String input : job.inputs()) {
                    String interval = groups.findParents("PropertyGroupId").stream()
                            .filter(group ->
                                    group.get("PropertyGroupId").asText().equals(JobApplication.hyphenated(input)))
                            .map(group -> pollInterval(group.get("PropertyMap")))
                            .findFirst()
                            .orElseThrow();
                    calls.merge(input, 1000 / Double.parseDouble(interval), Double::sum);
                }
            }
            assertThat(calls)
                    .isNotEmpty()
                    .allSatisfy((stream, rate) -> assertThat(rate).as(stream).isLessThanOrEqualTo(5));
        }
    }

    private static String pollInterval(JsonNode keys) {
        return keys.has("stream.name")
                ? keys.path("flink.shard.getrecords.intervalmillis").asText("200")
                : keys.path("source.reader.nonempty-records-fetch-interval")
                        .asText("200 ms")
                        .replace(" ms", "");
    }

    @Test
    void stacksAreNamedAfterTheirStageAndJob() {
        for (StageConfig environment : Environments.ALL) {
            assertThat(app.stacks(environment.name()).stream()
                            .map(id -> app.stack(environment.name(), id).getStackName()))
                    .first()
                    .isEqualTo("millrace-" + environment.name() + "-state");
            for (JobApplication job : JobApplication.ALL) {
                assertThat(app.stack(environment.name(), job.id()).getStackName())
                        .isEqualTo("millrace-" + environment.name() + "-" + job.job());
            }
        }
        assertThat(JobApplication.ALL.stream().map(JobApplication::job)).contains("booking-alerts");
    }

    /** Each stream that the application's role names, and what it may do there. */
    private Set<String> streams(String stage, JobApplication job) {
        SynthesisedStack stack = app.template(stage, job);
        String role = stack.idOf("AWS::IAM::Role", job.id());
        Set<String> lines = new TreeSet<>();
        for (JsonNode statement : stack.statements(role)) {
            Set<String> actions = SynthesisedStack.list(statement.get("Action"))
                    .map(JsonNode::asText)
                    .filter(action -> action.startsWith("kinesis:"))
                    .collect(toCollection(TreeSet::new));
            if (!actions.isEmpty()) {
                String use = actions.contains("kinesis:GetRecords") ? "read" : String.join(", ", actions);
                SynthesisedStack.list(statement.get("Resource"))
                        .map(stream -> stream.toString()
                                .replaceAll(".*:ExportsOutput(?:FnGetAtt|Ref)([A-Za-z]+?)[0-9A-F]{8}.*", "$1"))
                        .forEach(stream -> lines.add(stream + ": " + use));
            }
        }
        return lines;
    }
}
