package io.millrace.integration.promises;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.junit.StageExtension;
import io.millrace.promises.AwsTarget;
import io.millrace.promises.CheckedStage;
import io.millrace.promises.OutlierPromise;
import io.millrace.promises.Run;
import io.millrace.promises.StageTemplates;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The suite's AWS target against scripted services on loopback. Kinesis and the job that reads it are real. */
abstract class AwsTargetTests {
    private final StageExtension stage;
    private final StageTemplates templates;
    private ScriptedAccount account;
    private AwsTarget target;

    AwsTargetTests(CheckedStage checked, StageExtension stage) {
        this.stage = requireNonNull(stage, "stage is null");
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
        OutlierPromise.feed(target, Run.begin()).theOutlierIsFound();
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
    void readsOfBothKindsAreCounted() {
        String stream =
                stage.running().streamName(templates.stream("UserEvents").logicalId());
        assertThat(target.reads("UserEvents")).contains(0.0);

        account.metrics.put("GetRecords.Success of " + stream, List.of(4.0, 5.0));
        account.metrics.put("SubscribeToShard.Success of " + stream, List.of(1.0));

        assertThat(target.reads("UserEvents")).contains(10.0);
    }
}
