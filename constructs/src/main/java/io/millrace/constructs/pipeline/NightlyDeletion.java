package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.IAspect;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.iam.CfnManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.scheduler.CronOptionsWithTimezone;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.Universal;
import software.constructs.Construct;
import software.constructs.IConstruct;

/**
 * Deletes its own stack the next night, for environments that are easily forgotten. It is a schedule that calls
 * CloudFormation, without code, and has permission to delete this stack only.
 *
 * <p>All other resources depend on the schedule, so CloudFormation deletes it last: a deletion that fails half-way is tried
 * again the next night.
 *
 * <p>CloudFormation deletes with the role of the stack's last deploy, as {@code cdk destroy} does. A stack with termination
 * protection stays.
 */
public final class NightlyDeletion extends Construct {
    public NightlyDeletion(Construct scope, String id, NightlyDeletionProps props) {
        super(scope, id);
        requireNonNull(props, "props is null");
        String stackId = Stack.of(this).getStackId();
        Schedule schedule = Schedule.Builder.create(this, "Schedule")
                .description("Deletes the stack")
                .schedule(ScheduleExpression.cron(CronOptionsWithTimezone.builder()
                        .minute(Integer.toString(props.time().getMinute()))
                        .hour(Integer.toString(props.time().getHour()))
                        .timeZone(TimeZone.ETC_UTC)
                        .build()))
                .target(Universal.Builder.create()
                        .service("cloudformation")
                        .action("deleteStack")
                        .input(ScheduleTargetInput.fromObject(Map.of("StackName", stackId)))
                        .policyStatements(List.of(PolicyStatement.Builder.create()
                                .actions(List.of("cloudformation:DeleteStack"))
                                .resources(List.of(stackId))
                                .build()))
                        // the call is refused while the stack is being updated; the next one follows a day later
                        .maxEventAge(Duration.hours(1))
                        .build())
                .build();
        Aspects.of(Stack.of(this)).add(new DependsOn(schedule));
    }

    /** Lets the resources of a stack depend on a schedule, except for what the schedule itself depends on. */
    private record DependsOn(Schedule schedule) implements IAspect {
        /** Id of the role that the target creates, in the scope of the stack. */
        private static final String ROLE = "SchedulerRoleForTarget";

        @Override
        public void visit(IConstruct node) {
            // a managed policy may be the boundary of the schedule's role
            if (!CfnResource.isCfnResource(node) || node instanceof CfnManagedPolicy) {
                return;
            }
            boolean ofTheSchedule = node.getNode().getScopes().stream()
                    .anyMatch(scope ->
                            scope.equals(schedule) || scope.getNode().getId().startsWith(ROLE));
            if (!ofTheSchedule) {
                node.getNode().addDependency(schedule);
            }
        }
    }
}
