package io.millrace.constructs.flink;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.constructs.testing.Annotated;
import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kinesis.Stream;

/** An application of another app: what can be granted on it and to it, its metrics, its connections. */
class ImportedApplicationTest {
    private static final String ARN = "arn:aws:kinesisanalytics:eu-west-1:111122223333:application/billing";

    private static Stack stack;
    private static IFlinkApplication application;
    private static SynthesisedStack template;

    @BeforeAll
    static void synthesise(@TempDir Path folder) {
        stack = new Stack(new App(AppProps.builder().outdir(folder.toString()).build()), "Stack");
        ISecurityGroup group = SecurityGroup.fromSecurityGroupId(stack, "Group", "sg-1");
        application = FlinkApplication.fromApplicationAttributes(
                stack,
                "App",
                FlinkApplicationAttributes.builder(ARN)
                        .role(Role.fromRoleArn(stack, "Job", "arn:aws:iam::111122223333:role/job"))
                        .securityGroups(List.of(group))
                        .build());
        Role operator = Role.Builder.create(stack, "Operator")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        application.grantRead(operator);
        application.grant(operator, "kinesisanalytics:StopApplication");
        Stream stream = new Stream(stack, "Stream");
        stream.grantWrite(application);
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(FlinkApplication.fromApplicationArn(stack, "Roleless", ARN + "-2"))
                .actions(List.of("kinesis:PutRecord"))
                .resourceArns(List.of(stream.getStreamArn()))
                .build());
        application
                .getConnections()
                .allowTo(SecurityGroup.fromSecurityGroupId(stack, "Database", "sg-2"), Port.tcp(5432));
        application
                .metricUptime(
                        MetricOptions.builder().period(Duration.minutes(1)).build())
                .createAlarm(
                        stack,
                        "Uptime",
                        CreateAlarmOptions.builder()
                                .threshold(1)
                                .evaluationPeriods(1)
                                .build());
        template = SynthesisedStack.of(stack);
    }

    @Test
    void aRoleMayLookAtItAndWhateverElseIsGranted() {
        String operator = template.idOf("AWS::IAM::Role", "Operator");

        assertThat(template.actionsAllowedOn(ARN, operator))
                .hasSize(8)
                .contains("kinesisanalytics:DescribeApplication", "kinesisanalytics:StopApplication");
    }

    @Test
    void whatIsGrantedToItIsGrantedToItsRole() {
        assertThat(template.findAll("Roles")).contains(json("['job']"));
        assertThat(Annotated.only(stack, "Add statement to this resource's role: ")
                        .path())
                .isEqualTo("Stack/Roleless");
    }

    @Test
    void itsConnectionsAreThoseOfItsGroups() {
        assertThat(template.properties("AWS::EC2::SecurityGroupIngress")
                        .get("SourceSecurityGroupId")
                        .asText())
                .isEqualTo("sg-1");
    }

    @Test
    void aMetricIsCustomisedAsThoseOfOtherConstructs() {
        assertThat(template.properties("AWS::CloudWatch::Alarm"))
                .isEqualTo(json("{'Namespace': 'AWS/KinesisAnalytics', 'MetricName': 'uptime', 'Statistic': 'Average',"
                        + " 'Period': 60, 'Dimensions': [{'Name': 'Application', 'Value': 'billing'}], 'Threshold': 1,"
                        + " 'EvaluationPeriods': 1, 'ComparisonOperator': 'GreaterThanOrEqualToThreshold'}"));
    }

    @Test
    void theNamesAreThoseOfTheRuntime() {
        IFlinkApplication flink2 = FlinkApplication.fromApplicationAttributes(
                new Stack(),
                "App",
                FlinkApplicationAttributes.builder(ARN)
                        .runtime(FlinkRuntime.FLINK_2_2)
                        .build());

        assertThat(List.of(
                        application.metricDowntime(),
                        application.metricFullRestarts(),
                        flink2.metricUptime(),
                        flink2.metricFullRestarts(),
                        flink2.metricKpus(),
                        flink2.metricNumberOfFailedCheckpoints(),
                        flink2.metricLastCheckpointDuration(),
                        flink2.metricLastCheckpointSize(),
                        flink2.metricCpuUtilization(),
                        flink2.metricHeapMemoryUtilization(),
                        flink2.metricOldGenerationGCTime(),
                        flink2.metricThreadsCount(),
                        flink2.metricNumRecordsInPerSecond(),
                        flink2.metricNumRecordsOutPerSecond(),
                        flink2.metricBackPressuredTimeMsPerSecond(),
                        flink2.metric("custom")))
                .extracting(Metric::getMetricName)
                .containsExactly(
                        "downtime",
                        "fullRestarts",
                        "runningTime",
                        "numRestarts",
                        "KPUs",
                        "numberOfFailedCheckpoints",
                        "lastCheckpointDuration",
                        "lastCheckpointSize",
                        "cpuUtilization",
                        "heapMemoryUtilization",
                        "oldGenerationGCTime",
                        "threadsCount",
                        "numRecordsInPerSecond",
                        "numRecordsOutPerSecond",
                        "backPressuredTimeMsPerSecond",
                        "custom");
        assertThatThrownBy(flink2::metricDowntime)
                .hasMessage("metricDowntime must be of an application on Flink 1, got 'FLINK-2_2', which reports"
                        + " restartingTime, cancellingTime, failingTime; use FlinkMetrics.notRunningMillis, which adds them"
                        + " up");
    }
}
