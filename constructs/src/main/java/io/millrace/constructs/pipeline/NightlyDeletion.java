package io.millrace.constructs.pipeline;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TimeZone;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.scheduler.CronOptionsWithTimezone;
import software.amazon.awscdk.services.scheduler.Schedule;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.scheduler.ScheduleTargetInput;
import software.amazon.awscdk.services.scheduler.targets.Universal;
import software.constructs.Construct;

/**
 * Deletes its own stack the next night, for environments that are easily forgotten. It is a schedule that calls
 * CloudFormation, without code, and has permission to delete this stack only.
 *
 * <p>CloudFormation deletes with the role of the stack's last deploy, as {@code cdk destroy} does. A stack with termination
 * protection stays.
 */
public final class NightlyDeletion extends Construct {
    public NightlyDeletion(Construct scope, String id, NightlyDeletionProps props) {
        super(scope, id);
        requireNonNull(props, "props is null");
        String stackId = Stack.of(this).getStackId();
        Schedule.Builder.create(this, "Schedule")
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
    }
}
