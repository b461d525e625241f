package io.millrace.constructs.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.stepfunctions.CatchProps;
import software.amazon.awscdk.services.stepfunctions.Chain;
import software.amazon.awscdk.services.stepfunctions.Choice;
import software.amazon.awscdk.services.stepfunctions.Condition;
import software.amazon.awscdk.services.stepfunctions.IChainable;
import software.amazon.awscdk.services.stepfunctions.Pass;
import software.amazon.awscdk.services.stepfunctions.PassJsonataProps;
import software.amazon.awscdk.services.stepfunctions.Succeed;
import software.amazon.awscdk.services.stepfunctions.tasks.CallAwsService;
import software.amazon.awscdk.services.stepfunctions.tasks.CallAwsServiceJsonataProps;
import software.constructs.Construct;

/** The states of the state machine: three reads, a decision in JSONata, and at most two calls that change something. */
final class ScalingSteps {
    private static final String DETAIL = "$states.result.ApplicationDetail";
    private static final String PARALLELISM = DETAIL
            + ".ApplicationConfigurationDescription.FlinkApplicationConfigurationDescription"
            + ".ParallelismConfigurationDescription.Parallelism";

    private final Construct scope;
    private final ApplicationScalingProps props;
    private final List<String> high;
    private final List<String> low;

    /**
     * @param high names of the alarms; any one of them in alarm scales out
     * @param low names of the alarms; all of them in alarm scale in
     */
    ScalingSteps(Construct scope, ApplicationScalingProps props, List<String> high, List<String> low) {
        this.scope = scope;
        this.props = props;
        this.high = high;
        this.low = low;
    }

    IChainable chain() {
        Succeed done = Succeed.jsonata(scope, "Done");
        CallAwsService write = write();
        CallAwsService update = update();
        // a deploy or the service itself changed the application meanwhile: the next check sees the result
        update.addCatch(
                done,
                CatchProps.builder()
                        .errors(List.of(
                                "KinesisAnalyticsV2.ConcurrentModificationException",
                                "KinesisAnalyticsV2.ResourceInUseException"))
                        .build());
        update.next(write);
        write.next(done);

        return Chain.start(application())
                .next(alarms())
                .next(written())
                .next(Pass.jsonata(
                        scope,
                        "Decide",
                        PassJsonataProps.builder()
                                .assign(Map.of("target", ScalingDecision.target(props)))
                                .build()))
                .next(Choice.jsonata(scope, "Change")
                        .when(Condition.jsonata("{% $status != 'RUNNING' %}"), done)
                        .when(Condition.jsonata("{% $target != $parallelism %}"), update)
                        .when(Condition.jsonata("{% $written != $parallelism %}"), write)
                        .otherwise(done));
    }

    private CallAwsService application() {
        return call(
                "Look at the application",
                "kinesisanalyticsv2",
                "describeApplication",
                "kinesisanalytics:DescribeApplication",
                props.application().applicationArn(),
                Map.of("ApplicationName", props.application().applicationName()),
                Map.of(
                        "status", "{% " + DETAIL + ".ApplicationStatus %}",
                        "version", "{% " + DETAIL + ".ApplicationVersionId %}",
                        "updated", "{% " + DETAIL + ".(LastUpdateTimestamp ? LastUpdateTimestamp : CreateTimestamp) %}",
                        "parallelism", "{% " + PARALLELISM + " %}"));
    }

    private IChainable alarms() {
        if (high.isEmpty()) {
            return Pass.jsonata(
                    scope,
                    "No alarms",
                    PassJsonataProps.builder()
                            .assign(Map.of("high", List.of(), "low", List.of(), "inAlarm", List.of()))
                            .build());
        }
        List<String> all = new ArrayList<>(high);
        all.addAll(low);
        return call(
                "Look at the alarms",
                "cloudwatch",
                "describeAlarms",
                "cloudwatch:DescribeAlarms",
                // DescribeAlarms with a list of names cannot be limited to alarms
                Stack.of(scope)
                        .formatArn(ArnComponents.builder()
                                .service("cloudwatch")
                                .resource("alarm")
                                .resourceName("*")
                                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                                .build()),
                Map.of("AlarmNames", all),
                Map.of(
                        "high", high,
                        "low", low,
                        "inAlarm", "{% [$states.result.MetricAlarms[StateValue = 'ALARM'].AlarmName] %}"));
    }

    private CallAwsService written() {
        return call(
                "Look at what is written down",
                "ssm",
                "getParameter",
                "ssm:GetParameter",
                props.desired().parameter().getParameterArn(),
                Map.of("Name", props.desired().parameterName()),
                Map.of("written", "{% $number($states.result.Parameter.Value) %}"));
    }

    private CallAwsService update() {
        return task(
                "Update the application",
                "kinesisanalyticsv2",
                "updateApplication",
                "kinesisanalytics:UpdateApplication",
                props.application().applicationArn(),
                Map.of(
                        "ApplicationName",
                        props.application().applicationName(),
                        "CurrentApplicationVersionId",
                        "{% $version %}",
                        "ApplicationConfigurationUpdate",
                        Map.of(
                                "FlinkApplicationConfigurationUpdate",
                                Map.of(
                                        "ParallelismConfigurationUpdate",
                                        Map.of(
                                                "ConfigurationTypeUpdate",
                                                "CUSTOM",
                                                "ParallelismUpdate",
                                                "{% $target %}",
                                                "AutoScalingEnabledUpdate",
                                                false)))),
                Map.of());
    }

    private CallAwsService write() {
        return call(
                "Write it down",
                "ssm",
                "putParameter",
                "ssm:PutParameter",
                props.desired().parameter().getParameterArn(),
                Map.of("Name", props.desired().parameterName(), "Value", "{% $string($target) %}", "Overwrite", true),
                Map.of());
    }

    /** A call that can be retried. */
    private CallAwsService call(
            String name,
            String service,
            String action,
            String permission,
            String resource,
            Map<String, Object> arguments,
            Map<String, Object> assign) {
        CallAwsService task = task(name, service, action, permission, resource, arguments, assign);
        task.addRetry();
        return task;
    }

    private CallAwsService task(
            String name,
            String service,
            String action,
            String permission,
            String resource,
            Map<String, Object> arguments,
            Map<String, Object> assign) {
        return CallAwsService.jsonata(
                scope,
                name,
                CallAwsServiceJsonataProps.builder()
                        .service(service)
                        .action(action)
                        .iamAction(permission)
                        .iamResources(List.of(resource))
                        .parameters(arguments)
                        .assign(assign.isEmpty() ? null : assign)
                        .build());
    }
}
