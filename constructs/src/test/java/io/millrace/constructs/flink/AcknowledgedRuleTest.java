package io.millrace.constructs.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.constructs.testing.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.CloudFormationValidatePlugin;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.sns.CfnTopic;

/** CDK's validation of templates does not know the properties of enhanced snapshots. */
class AcknowledgedRuleTest {
    private static final String UNKNOWN_PROPERTY = "F3002";

    @Test
    void theSameMistakeInAnotherResourceIsStillReported(@TempDir Path folder) throws IOException {
        Path assembly = folder.resolve("assembly");
        LotterySpecimen specimen = new LotterySpecimen(assembly, TestJar.declaringLottery(folder));
        specimen.define(specimen.application().snapshots(Snapshots.ENHANCED));
        new CfnTopic(specimen.stack, "Topic").addPropertyOverride("Mistake", true);
        new CfnTopic(new Stack(specimen.app, "Other"), "Topic").addPropertyOverride("Mistake", true);
        CfnApplication raw = CfnApplication.Builder.create(specimen.stack, "Raw")
                .runtimeEnvironment("FLINK-1_20")
                .serviceExecutionRole("arn:aws:iam::111122223333:role/r")
                .build();
        raw.addPropertyOverride("Mistake", true);
        Validations.of(specimen.app).addPlugins(new CloudFormationValidatePlugin());
        specimen.app.synth();

        List<String> reported = new ArrayList<>();
        for (JsonNode plugin : new ObjectMapper()
                .readTree(assembly.resolve("validation-report.json").toFile())
                .get("pluginReports")) {
            for (JsonNode violation : plugin.get("violations")) {
                if (violation.get("ruleName").asText().endsWith(UNKNOWN_PROPERTY)) {
                    violation
                            .get("violatingConstructs")
                            .forEach(construct ->
                                    reported.add(construct.get("constructPath").asText()));
                }
            }
        }
        assertThat(reported).containsExactlyInAnyOrder("Stack/Topic", "Stack/Raw", "Other/Topic");
    }
}
