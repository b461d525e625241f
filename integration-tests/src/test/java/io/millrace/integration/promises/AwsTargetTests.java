package io.millrace.integration.promises;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.junit.StageExtension;
import io.millrace.promises.AwsTarget;
import io.millrace.promises.CheckedStage;
import io.millrace.promises.MeasurementPromise;
import io.millrace.promises.Run;
import io.millrace.promises.StageTemplates;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The suite's AWS target against scripted services on loopback. Kinesis and the job that reads it are real. */
abstract class AwsTargetTests {
    private final StageExtension stage;
    private final String lottery;
    private final StageTemplates templates;
    private ScriptedAccount account;
    private AwsTarget target;

    AwsTargetTests(CheckedStage checked, StageExtension stage) {
        this.stage = requireNonNull(stage, "stage is null");
        this.lottery = "millrace-%s-lottery".formatted(checked.name());
        this.templates = StageTemplates.of(checked);
    }

    @BeforeEach
    void deploy() throws IOException {
        account = new ScriptedAccount(
                templates, stage.running()::streamName, stage.running().endpoint());
        target = new AwsTarget(templates, account.clients());
    }

    @AfterEach
    void delete() {
        target.close();
        account.close();
    }

    @Test
    void recordsGoThroughTheStreamsThatTheOutputsName() {
        MeasurementPromise.feed(target, Run.begin()).theOutlierIsFound();
    }

    @Test
    void anApplicationHasTheServicesStatusAndIsUnhealthyAfterARestart() {
        Map<String, String> healthy = target.applications();
        assertThat(healthy)
                .isNotEmpty()
                .containsOnlyKeys(templates.applications().keySet())
                .allSatisfy((application, state) -> assertThat(state).isEqualTo("RUNNING"));

        account.statuses.put(physicalId("Lottery"), "UPDATING");
        account.metrics.put("fullRestarts of " + physicalId("Rollup"), List.of(3.0, 3.0, 5.0));
        account.metrics.put("fullRestarts of " + physicalId("Outliers"), List.of(9.0, 9.0, 0.0));

        Map<String, String> expected = new TreeMap<>(healthy);
        expected.put(logicalId("Lottery"), "UPDATING");
        expected.put(logicalId("Rollup"), "RUNNING after 2 restarts in 15 minutes");
        assertThat(target.applications()).isEqualTo(expected);
    }

    private String logicalId(String application) {
        return templates.applications().keySet().stream()
                .filter(id -> id.startsWith(application))
                .findFirst()
                .orElseThrow();
    }

    private String physicalId(String application) {
        String logicalId = logicalId(application);
        return ScriptedAccount.physical(templates.applications().get(logicalId), logicalId);
    }

    @Test
    void onlyTheAlarmsOfTheStacksAreReported() {
        assertThat(target.alarms().orElseThrow())
                .containsOnlyKeys(templates.alarms().keySet())
                .allSatisfy((alarm, state) -> assertThat(state).isEqualTo("OK"));

        List<String> two = templates.alarms().keySet().stream().limit(2).toList();
        account.alarms.put(two.get(0).replace('/', '-'), "ALARM");
        account.alarms.put(two.get(1).replace('/', '-'), "DELETED");

        assertThat(target.alarms().orElseThrow())
                .containsEntry(two.get(0), "ALARM: 1 datapoint")
                .doesNotContainKey(two.get(1))
                .hasSize(templates.alarms().size() - 1);
    }

    @Test
    void equalTemplatesHaveEqualDigests() {
        assertThat(target.deployedTemplates()).isEqualTo(templates.digests());

        account.deployed.put(lottery, "{\"Resources\":{}}");

        Map<String, String> now = target.deployedTemplates();
        assertThat(now.remove(lottery)).isNotEqualTo(templates.digests().get(lottery));
        assertThat(templates.digests()).containsAllEntriesOf(now);
    }

    @Test
    void readsOfBothKindsAreCounted() {
        String stream =
                stage.running().streamName(templates.stream("UserEvents").logicalId());
        assertThat(target.reads("UserEvents")).contains(0.0);

        account.metrics.put("GetRecords.Success of " + stream, List.of(4.0, 5.0));
        account.metrics.put("SubscribeToShard.Success of " + stream, List.of(1.0));

        assertThat(target.reads("UserEvents")).contains(10.0);
    }
}
