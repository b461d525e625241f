package io.millrace.constructs.pipeline;

import static io.millrace.constructs.testing.Json.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.EventStreamProps;
import io.millrace.constructs.testing.SynthesisedStack;
import java.nio.file.Path;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PermissionsBoundary;
import software.amazon.awscdk.services.iam.PolicyStatement;

class NightlyDeletionTest {
    @Test
    void everyNightTheStackIsDeletedAndThisOneAlone(@TempDir Path assembly) {
        Stack stack =
                new Stack(new App(AppProps.builder().outdir(assembly.toString()).build()), "Stack");
        new NightlyDeletion(stack, "End", new NightlyDeletionProps(LocalTime.of(21, 30)));
        SynthesisedStack template = SynthesisedStack.of(stack);
        JsonNode schedule = template.properties("AWS::Scheduler::Schedule");
        String role = template.idOf("AWS::IAM::Role", "SchedulerRole");

        assertThat(schedule.get("ScheduleExpression").asText()).isEqualTo("cron(30 21 * * ? *)");
        assertThat(schedule.get("ScheduleExpressionTimezone").asText()).isEqualTo("Etc/UTC");
        assertThat(schedule.at("/Target/Arn").toString()).contains(":scheduler:::aws-sdk:cloudformation:deleteStack");
        assertThat(schedule.at("/Target/Input"))
                .isEqualTo(json("{'Fn::Join': ['', ['{\\\"StackName\\\":\\\"', {'Ref': 'AWS::StackId'}, '\\\"}']]}"));
        assertThat(schedule.at("/Target/RetryPolicy/MaximumEventAgeInSeconds").asInt())
                .isEqualTo(3600);
        assertThat(template.statements(role))
                .containsExactly(json("{'Action': 'cloudformation:DeleteStack', 'Effect': 'Allow',"
                        + " 'Resource': {'Ref': 'AWS::StackId'}}"));
    }

    /** CloudFormation deletes in the reverse order: a schedule that is deleted first never tries again. */
    @Test
    void theScheduleIsDeletedLast(@TempDir Path assembly) {
        Stack stack =
                new Stack(new App(AppProps.builder().outdir(assembly.toString()).build()), "Stack");
        new EventStream(stack, "Before", EventStreamProps.onDemand());
        new NightlyDeletion(stack, "End", new NightlyDeletionProps(LocalTime.of(21, 30)));
        new EventStream(stack, "After", EventStreamProps.onDemand());

        SynthesisedStack template = SynthesisedStack.of(stack);

        assertThat(template.all("AWS::Kinesis::Stream")).hasSize(2).allSatisfy((id, stream) -> assertThat(
                        stream.get("DependsOn"))
                .isEqualTo(json("['" + template.idOf("AWS::Scheduler::Schedule", "End") + "']")));
    }

    /** CloudFormation refuses a circle. */
    @Test
    void theScheduleMayHaveABoundaryOfTheSameStack(@TempDir Path assembly) {
        Stack stack =
                new Stack(new App(AppProps.builder().outdir(assembly.toString()).build()), "Stack");
        ManagedPolicy boundary = ManagedPolicy.Builder.create(stack, "Boundary")
                .statements(List.of(PolicyStatement.Builder.create()
                        .actions(List.of("cloudformation:*"))
                        .resources(List.of("*"))
                        .build()))
                .build();
        PermissionsBoundary.of(stack).apply(boundary);
        new NightlyDeletion(stack, "End", new NightlyDeletionProps(LocalTime.of(21, 30)));

        SynthesisedStack template = SynthesisedStack.of(stack);

        assertThat(template.properties("AWS::IAM::Role").get("PermissionsBoundary"))
                .isEqualTo(json("{'Ref': '" + template.idOf("AWS::IAM::ManagedPolicy", "Boundary") + "'}"));
        assertThat(template.only("AWS::IAM::ManagedPolicy").has("DependsOn")).isFalse();
    }

    @Test
    void theTimeIsAWholeMinute() {
        assertThatThrownBy(() -> new NightlyDeletionProps(LocalTime.of(1, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a stack must be deleted at a whole minute, got '01:00:01'");
    }
}
