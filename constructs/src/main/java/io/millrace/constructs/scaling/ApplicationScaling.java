package io.millrace.constructs.scaling;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.FlinkApplication;
import java.util.List;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.SfnStateMachine;
import software.amazon.awscdk.services.ssm.StringParameter;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.IStateMachine;
import software.amazon.awscdk.services.stepfunctions.QueryLanguage;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * Scales an application on chosen metrics and by the clock, between bounds. It replaces the service's own scaling, which
 * reacts to the CPU only.
 *
 * <p>Every few minutes a Step Functions state machine checks the alarms and the clock. When they call for another
 * parallelism, the application is running and its last update is long enough ago, it updates the application and stores
 * the parallelism in the parameter that the application's template reads. So a deploy keeps the parallelism that scaling
 * chose. After a rollback or a manual change, the next check stores the parallelism that is running.
 *
 * <p>Each change restarts the job from a snapshot, which takes 10 to 30 seconds, and longer with a large state.
 */
public final class ApplicationScaling extends Construct {
    private static final String PARALLELISM =
            "ApplicationConfiguration.FlinkApplicationConfiguration.ParallelismConfiguration.Parallelism";

    private final StateMachine stateMachine;

    public ApplicationScaling(Construct scope, String id, ApplicationScalingProps props) {
        super(scope, id);
        FlinkApplication application = requireNonNull(props, "props is null").application();
        List<String> high = props.metrics().stream()
                .map(metric -> metric.high().create(this))
                .toList();
        List<String> low = props.metrics().stream()
                .map(metric -> metric.low().create(this))
                .toList();

        this.stateMachine = StateMachine.Builder.create(this, "StateMachine")
                .comment("Decides the parallelism of a Flink application")
                .queryLanguage(QueryLanguage.JSONATA)
                .definitionBody(DefinitionBody.fromChainable(new ScalingSteps(this, props, high, low).chain()))
                .timeout(Duration.minutes(5))
                .build();
        application.grantUpdate(stateMachine);
        Rule.Builder.create(this, "Looks")
                .description("Looks whether a Flink application needs another parallelism")
                .schedule(Schedule.rate(Duration.minutes(props.interval().toMinutes())))
                .targets(List.of(SfnStateMachine.Builder.create(stateMachine).build()))
                .build();

        readParallelism(application, props.desired());
        getNode().addValidation(() -> ScalingViolations.of(props));
        ScalingViolations.stateWarning(props).ifPresent(warning -> Annotations.of(this)
                .addWarningV2("@millrace/constructs:maxParallelism", warning));
    }

    /** The state machine that decides; a failed execution shows why the application does not scale. */
    public IStateMachine stateMachine() {
        return stateMachine;
    }

    /** Makes CloudFormation read the parallelism from the parameter in each deploy, instead of from the template. */
    private static void readParallelism(FlinkApplication application, DesiredParallelism desired) {
        application.addPropertyOverride(
                PARALLELISM, StringParameter.valueForStringParameter(application, desired.parameterName()));
        application.getNode().addDependency(desired.parameter());
    }
}
