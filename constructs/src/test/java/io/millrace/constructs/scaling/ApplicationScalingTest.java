package io.millrace.constructs.scaling;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.FlinkApplication;
import io.millrace.constructs.flink.Snapshots;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.testing.SynthesisedStack;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.kms.Key;

class ApplicationScalingTest {
    @TempDir
    Path folder;

    private ScaledLottery lottery;

    @BeforeEach
    void newLottery() throws IOException {
        lottery = new ScaledLottery(folder);
    }

    @Test
    void theTemplateReadsTheParallelismThatWasDecided() {
        scale(lottery.application());
        SynthesisedStack template = SynthesisedStack.of(lottery.stack);

        JsonNode parallelism = template.properties("AWS::KinesisAnalyticsV2::Application")
                .at("/ApplicationConfiguration/FlinkApplicationConfiguration/ParallelismConfiguration");
        String parameter = parallelism.at("/Parallelism/Ref").asText();
        assertThat(parallelism.get("AutoScalingEnabled").asBoolean()).isFalse();
        assertThat(template.parameters().get(parameter))
                .isEqualTo(json("{'Type': 'AWS::SSM::Parameter::Value<String>', 'Default': '/lottery/parallelism'}"));
        assertThat(lottery.stack.getDependencies()).contains(lottery.state);
    }

    /** CloudFormation calls the lifecycle when the parameter's value has changed. */
    @Test
    void aDeployThatChangesTheParallelismIsWatched() {
        scale(lottery.application(builder -> builder.lifecycle(Lifecycle.defaults())));
        SynthesisedStack template = SynthesisedStack.of(lottery.stack);
        JsonNode parallelism = template.properties("AWS::KinesisAnalyticsV2::Application")
                .at("/ApplicationConfiguration/FlinkApplicationConfiguration/ParallelismConfiguration/Parallelism");

        assertThat(template.properties("Custom::MillraceJobLifecycle").at("/ConfigurationReferences/Fn::Join/1"))
                .contains(parallelism);
    }

    @Test
    void theDecidedParallelismIsAParameterWithAFixedBeginning() {
        scale(lottery.application());

        assertThat(SynthesisedStack.of(lottery.state).properties("AWS::SSM::Parameter"))
                .isEqualTo(json("{'Name': '/lottery/parallelism', 'Type': 'String', 'Value': '4', 'AllowedPattern':"
                        + " '^[1-9][0-9]*$', 'Description':"
                        + " 'Parallelism of a Flink application, as its scaling decided'}"));
    }

    /** A changed tag would be an update of the resource, which writes the parallelism of the template. */
    @Test
    void theDecidedParallelismHasNoTags() {
        scale(lottery.application());
        Tags.of(lottery.desired).add("team", "lottery");

        assertThat(SynthesisedStack.of(lottery.state)
                        .properties("AWS::SSM::Parameter")
                        .has("Tags"))
                .isFalse();
    }

    @Test
    void eachMetricIsWatchedFromBothSides() {
        scale(lottery.application());
        SynthesisedStack template = SynthesisedStack.of(lottery.stack);

        JsonNode high = template.resource(template.idOf("AWS::CloudWatch::Alarm", "ScalingLagHigh"))
                .get("Properties");
        JsonNode low = template.resource(template.idOf("AWS::CloudWatch::Alarm", "ScalingLagLow"))
                .get("Properties");
        assertThat(template.all("AWS::CloudWatch::Alarm")).hasSize(2);
        assertThat(high)
                .isEqualTo(json("{'AlarmDescription': 'Input of Stack/Scaling; no action needed',"
                        + " 'ComparisonOperator': 'GreaterThanThreshold', 'EvaluationPeriods': 3, 'Threshold': 60000,"
                        + " 'MetricName': 'lag', 'Namespace': 'Tests', 'Period': 300, 'Statistic': 'Average',"
                        + " 'TreatMissingData': 'notBreaching'}"));
        assertThat(low)
                .isEqualTo(json("{'AlarmDescription': 'Input of Stack/Scaling; no action needed',"
                        + " 'ComparisonOperator': 'LessThanThreshold', 'EvaluationPeriods': 12, 'Threshold': 1000,"
                        + " 'MetricName': 'lag', 'Namespace': 'Tests', 'Period': 300, 'Statistic': 'Average',"
                        + " 'TreatMissingData': 'notBreaching'}"));
    }

    @Test
    void theClockStartsALookEveryFiveMinutes() {
        scale(lottery.application());
        SynthesisedStack template = SynthesisedStack.of(lottery.stack);

        JsonNode rule = template.properties("AWS::Events::Rule");
        assertThat(rule.get("ScheduleExpression").asText()).isEqualTo("rate(5 minutes)");
        assertThat(rule.at("/Targets/0/Arn/Ref").asText())
                .isEqualTo(template.idOf("AWS::StepFunctions::StateMachine", "Scaling"));
    }

    @Test
    void theMachineMayScaleThisApplicationAndNothingElse() {
        scale(lottery.application());
        SynthesisedStack template = SynthesisedStack.of(lottery.stack);
        String role = template.idOf("AWS::IAM::Role", "ScalingStateMachineRole");

        assertThat(template.actionsAllowed(role))
                .containsExactly(
                        "cloudwatch:DescribeAlarms",
                        "kinesisanalytics:DescribeApplication",
                        "kinesisanalytics:UpdateApplication",
                        "ssm:GetParameter",
                        "ssm:PutParameter");
        assertThat(template.actionsAllowedOn(":alarm:*", role)).containsExactly("cloudwatch:DescribeAlarms");
        assertThat(template.actionsAllowedOn(template.idOf("AWS::KinesisAnalyticsV2::Application", "App"), role))
                .containsExactly("kinesisanalytics:DescribeApplication", "kinesisanalytics:UpdateApplication");
        assertThat(template.actionsAllowedOn("arameter", role)).containsExactly("ssm:GetParameter", "ssm:PutParameter");
    }

    @Test
    void anUpdateTakesTheSnapshotAndTheKeyBesides() {
        scale(lottery.application(
                application -> application.snapshots(Snapshots.ENHANCED).encryptionKey(new Key(lottery.state, "Own"))));
        SynthesisedStack template = SynthesisedStack.of(lottery.stack);
        String role = template.idOf("AWS::IAM::Role", "ScalingStateMachineRole");

        assertThat(template.actionsAllowedOn(template.idOf("AWS::KinesisAnalyticsV2::Application", "App"), role))
                .contains("kinesisanalytics:CreateSystemSnapshot");
        assertThat(template.actionsAllowedOn("Own", role))
                .containsExactly(
                        "kms:CreateGrant",
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:GenerateDataKey",
                        "kms:GenerateDataKeyWithoutPlaintext");
    }

    @Test
    void allViolationsComeAtOnce() {
        FlinkApplication application = lottery.application(builder -> builder.capacity(Capacity.autoscaling(2)));
        DesiredParallelism here =
                new DesiredParallelism(lottery.stack, "Here", new DesiredParallelismProps("/here", 80));
        new ApplicationScaling(
                lottery.stack,
                "Scaling",
                ApplicationScalingProps.builder(application, here, 0, 70)
                        .during(ScalingWindow.weekdays(LocalTime.of(8, 0), LocalTime.of(18, 0), 71))
                        .interval(Duration.ofSeconds(90))
                        .cooldown(Duration.ofSeconds(-1))
                        .build());

        assertThatThrownBy(lottery.app::synth)
                .message()
                .contains(
                        "[Stack/Scaling] minimum must be 1 to the maximum of 70, got 0\n",
                        "[Stack/Scaling] maximum must be at most 64 (64 KPUs with 1 tasks each, and a parallelism of"
                                + " 256), got 70; declare raised quotas with ServiceQuotas\n",
                        "[Stack/Scaling] the minimum of the window from 08:00 to 18:00 must be 0 to 70, got 71\n",
                        "[Stack/Scaling] interval must be whole minutes, at least 1, got 'PT1M30S'\n",
                        "[Stack/Scaling] cooldown must not be negative, got 'PT-1S'\n",
                        "[Stack/Scaling] the initial parallelism must be 0 to 70, got 80\n",
                        "[Stack/Scaling] a scaled application must have Capacity.fixed, got Capacity.autoscaling: the"
                                + " service would change the same parallelism\n",
                        "[Stack/Scaling] the application's capacity must be the initial parallelism of 80, which is"
                                + " what it starts with, got 2\n",
                        "[Stack/Scaling] the desired parallelism must be in a stack that is deployed before the"
                                + " application's, got the same stack: a template can only read a parameter that"
                                + " exists; move it to the streams");
    }

    @Test
    void aScalingNeedsSomethingToGoBy() {
        new ApplicationScaling(
                lottery.stack,
                "Scaling",
                ApplicationScalingProps.builder(lottery.application(), lottery.desired, 2, 12)
                        .build());

        assertThatThrownBy(lottery.app::synth)
                .message()
                .contains("[Stack/Scaling] scaling must have a metric or a window, got neither; add one with on or"
                        + " during");
    }

    @Test
    void aMaximumThatTheStateHasNoRoomForIsAWarning() {
        FlinkApplication application = lottery.application(builder ->
                builder.capacity(Capacity.builder(4).parallelismPerKpu(4).build()));
        new ApplicationScaling(
                lottery.stack,
                "Scaling",
                ApplicationScalingProps.builder(application, lottery.desired, 2, 129)
                        .on(ScaledLottery.LAG)
                        .build());

        Annotations.fromStack(lottery.stack)
                .hasWarning(
                        "/Stack/Scaling",
                        Match.stringLikeRegexp("a job that starts with a parallelism of 4 can be scaled to 128 at most,"
                                + " less than the maximum of 129, unless it sets pipeline.max-parallelism"));
    }

    @Test
    void theRoomThatFlinkMakesGrowsWithTheBeginning() {
        scale(lottery.application());

        assertThat(Annotations.fromStack(lottery.stack).findWarning("/Stack/Scaling", Match.anyValue()))
                .isEmpty();
    }

    @Test
    void metricsAndWindowsCheckThemselves() {
        assertThatThrownBy(() -> ScalingMetric.of("Lag", ScaledLottery.metric("lag"), 10, 10))
                .hasMessage("scaleInBelow must be less than scaleOutAbove (10.0), got 10.0; between them nothing"
                        + " changes");
        assertThatThrownBy(() -> ScalingMetric.builder("Lag", ScaledLottery.metric("lag"), 2, 1)
                        .scaleInPeriods(61)
                        .build())
                .hasMessage("periods must be 1 to 60, got 3 to scale out and 61 to scale in");
        assertThatThrownBy(() -> ScalingMetric.builder("Lag", ScaledLottery.metric("lag"), 2, 1)
                        .scaleOutPeriods(0)
                        .build())
                .hasMessage("periods must be 1 to 60, got 0 to scale out and 12 to scale in");
        assertThatThrownBy(() -> new ScalingWindow(Set.of(), LocalTime.NOON, LocalTime.MIDNIGHT, 2))
                .hasMessage("a scaling window must have a day, got none; leave the window out");
        assertThatThrownBy(() -> ScalingWindow.daily(LocalTime.of(8, 0, 1), LocalTime.NOON, 2))
                .hasMessage("a scaling window must begin and end at whole minutes, got '08:00:01' to '12:00'");
        for (String name : List.of(
                "lottery",
                "/",
                "/lottery/",
                "/lottery//prod",
                "/aws/lottery",
                "/SSM/lottery",
                "/aws",
                "/a".repeat(16),
                "/" + "a".repeat(1011))) {
            assertThatThrownBy(() -> new DesiredParallelismProps(name, 2))
                    .hasMessageStartingWith("parameterName must be a path such as '/lottery/prod/parallelism'");
        }
        for (String name : List.of("/a".repeat(15), "/awsome/lottery", "/" + "a".repeat(1010))) {
            assertThat(new DesiredParallelismProps(name, 2).parameterName()).isEqualTo(name);
        }
        assertThatThrownBy(() -> new DesiredParallelismProps("/lottery", 0))
                .hasMessage("initial must be at least 1, got 0");
    }

    private void scale(FlinkApplication application) {
        new ApplicationScaling(
                lottery.stack,
                "Scaling",
                ApplicationScalingProps.builder(application, lottery.desired, 2, 12)
                        .on(ScaledLottery.LAG)
                        .build());
    }
}
