package io.millrace.integration.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.promises.AwsTarget;
import io.millrace.promises.CheckedStage;
import io.millrace.promises.StageTemplates;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state of an application on AWS: the service's status, and restarts by the metric of its runtime. */
class AwsApplicationsIT {
    @ParameterizedTest
    @CsvSource({"dev, numRestarts, fullRestarts", "prod, fullRestarts, numRestarts"})
    void anApplicationIsUnhealthyAfterMoreRestartsThanADeploymentAllows(String stage, String counter, String other)
            throws IOException {
        CheckedStage checked =
                new CheckedStage(stage, CheckedStage.ofSystemProperties().assembly(), false);
        StageTemplates templates = StageTemplates.of(checked);
        try (ScriptedAccount account =
                        new ScriptedAccount(templates, UnaryOperator.identity(), URI.create("http://127.0.0.1:1"));
                AwsTarget target = new AwsTarget(templates, account.clients())) {
            Map<String, String> expected = new TreeMap<>();
            templates.applications().keySet().forEach(application -> expected.put(application, "RUNNING"));
            assertThat(target.applications()).isNotEmpty().isEqualTo(expected);

            account.statuses.put(physicalId(templates, "Lottery"), "AUTOSCALING");
            account.metrics.put(other + " of " + physicalId(templates, "Lottery"), List.of(3.0, 5.0));
            account.metrics.put(counter + " of " + physicalId(templates, "Rollup"), List.of(3.0, 3.0, 5.0));
            account.metrics.put(counter + " of " + physicalId(templates, "Outliers"), List.of(7.0, 9.0, 0.0, 1.0));
            account.metrics.put(counter + " of " + physicalId(templates, "BookingAlerts"), List.of());

            expected.put(logicalId(templates, "Lottery"), "AUTOSCALING");
            expected.put(logicalId(templates, "Rollup"), "RUNNING after 2 restarts in 15 minutes, of 1 allowed");
            expected.put(
                    logicalId(templates, "BookingAlerts"),
                    "RUNNING, but CloudWatch has no %s of %s in 15 minutes"
                            .formatted(counter, physicalId(templates, "BookingAlerts")));
            assertThat(target.applications()).isEqualTo(expected);
        }
    }

    private static String logicalId(StageTemplates templates, String application) {
        return templates.applications().keySet().stream()
                .filter(id -> id.startsWith(application))
                .findFirst()
                .orElseThrow();
    }

    private static String physicalId(StageTemplates templates, String application) {
        String logicalId = logicalId(templates, application);
        return ScriptedAccount.physical(templates.applications().get(logicalId), logicalId);
    }
}
