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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the same for the stack of every application; {@link LotteryStackTest} reads one of them to the end. */
class ApplicationStacksTest {
    private static final String APPLICATION = "AWS::KinesisAnalyticsV2::Application";

    /** Stack's id to its application's logical id. Another one is another application, without the old one's snapshots. */
    static final Map<String, String> APPLICATIONS = Map.of(
            "BookingAlerts", "BookingAlerts0190B17E",
            "Lottery", "LotteryA3058243",
            "Outliers", "Outliers53B06D00",
            "Rollup", "Rollup7AED3841");

    private static SynthesisedApp app;

    @BeforeAll
    static void synthesise(@TempDir Path folder) throws IOException {
        app = new SynthesisedApp(folder, Map.of());
    }

    @Test
    void everyApplicationKeepsItsLogicalId() {
        for (String stage : List.of("dev", "prod")) {
            Map<String, String> ids = new TreeMap<>();
            JobApplication.ALL.forEach(job -> ids.put(
                    job.id(),
                    app.template(stage, job.id())
                            .all(APPLICATION)
                            .keySet()
                            .iterator()
                            .next()));
            assertThat(ids).isEqualTo(APPLICATIONS);
        }
    }

    @Test
    void everyStackHasTheSameKindsOfResources() {
        Set<String> types = new TreeSet<>(app.template("prod", "Lottery").types());

        JobApplication.ALL.forEach(
                job -> assertThat(app.template("prod", job.id()).types()).containsExactlyInAnyOrderElementsOf(types));
    }

    @Test
    void everyApplicationMayReadItsInputsAndWriteItsOutputsAndNothingElse() {
        assertThat(streams("Lottery"))
                .containsExactly(
                        "Draws: kinesis:PutRecords",
                        "LotteryEvents: read",
                        "Rejected: kinesis:PutRecords",
                        "UserEvents: read");
        assertThat(streams("BookingAlerts"))
                .containsExactly(
                        "Alerts: kinesis:PutRecords",
                        "BookingCreated: read",
                        "BookingEvents: read",
                        "BookingRejected: kinesis:PutRecords",
                        "Escalations: kinesis:PutRecords");
        assertThat(streams("Rollup"))
                .containsExactly(
                        "Measurements: read", "RollupRejected: kinesis:PutRecords", "Rollups: kinesis:PutRecords");
        assertThat(streams("Outliers"))
                .containsExactly(
                        "Measurements: read", "Outliers: kinesis:PutRecords", "OutliersRejected: kinesis:PutRecords");
    }

    @Test
    void stacksAreNamedAfterTheirJobs() {
        assertThat(JobApplication.ALL.stream()
                        .map(job -> app.stack("dev", job.id()).getStackName()))
                .containsExactly(
                        "millrace-dev-lottery",
                        "millrace-dev-booking-alerts",
                        "millrace-dev-rollup",
                        "millrace-dev-outliers");
    }

    /** Each stream that the application's role names, and what it may do there. */
    private static Set<String> streams(String id) {
        SynthesisedStack stack = app.template("prod", id);
        String role = stack.idOf("AWS::IAM::Role", id);
        Set<String> lines = new TreeSet<>();
        for (JsonNode statement : stack.statements(role)) {
            List<String> actions = SynthesisedStack.list(statement.get("Action"))
                    .map(JsonNode::asText)
                    .filter(action -> action.startsWith("kinesis:"))
                    .toList();
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
