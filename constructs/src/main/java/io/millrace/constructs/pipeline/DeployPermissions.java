package io.millrace.constructs.pipeline;

import io.millrace.constructs.pipeline.GitLabDeployRoleProps.Records;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * The permissions of a deploy. The deploy itself uses the roles of {@code cdk bootstrap}, which this role can assume; the
 * rest is read access to check the result, and the deletion of the environment's stacks.
 */
final class DeployPermissions {
    /** Roles of the bootstrap stack that deploy stacks, upload files and look up values. There are no images. */
    private static final List<String> BOOTSTRAP_ROLES = List.of("deploy-role", "file-publishing-role", "lookup-role");

    private static final List<String> READS = List.of(
            "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards");
    private static final List<String> PUTS = List.of("kinesis:PutRecord", "kinesis:PutRecords");

    private final Stack stack;
    private final GitLabDeployRoleProps props;
    private final String region;

    DeployPermissions(Stack stack, GitLabDeployRoleProps props) {
        this.stack = stack;
        this.props = props;
        this.region = props.region().orElseGet(stack::getRegion);
    }

    List<PolicyStatement> statements() {
        return List.of(
                allow(
                        List.of("sts:AssumeRole"),
                        BOOTSTRAP_ROLES.stream().map(this::bootstrapRole).toList()),
                // it deletes a stack that left the release, and lifts the protection of one whose creation failed
                allow(
                        List.of(
                                "cloudformation:DeleteStack",
                                "cloudformation:DescribeStackEvents",
                                "cloudformation:DescribeStacks",
                                "cloudformation:GetTemplate",
                                "cloudformation:ListStackResources",
                                "cloudformation:UpdateTerminationProtection"),
                        List.of(arn("cloudformation", "stack/" + props.stackPrefix() + "*/*"))),
                // the names of applications are generated, so they cannot be matched
                allow(
                        List.of(
                                "kinesisanalytics:DescribeApplication",
                                "kinesisanalytics:ListApplicationOperations",
                                "kinesisanalytics:ListApplicationSnapshots"),
                        List.of(arn("kinesisanalytics", "application/*"))),
                allow(
                        Stream.concat(
                                        READS.stream(),
                                        props.records() == Records.READ_AND_PUT ? PUTS.stream() : Stream.empty())
                                .toList(),
                        List.of(arn("kinesis", "stream/" + props.stackPrefix() + "*"))),
                // alarms are listed by name prefix, which IAM cannot check
                allow(List.of("cloudwatch:DescribeAlarms"), List.of(arn("cloudwatch", "alarm:*"))),
                // restarts of the job, lag of the streams, stacks that remain; neither can be limited to a resource
                allow(List.of("cloudformation:ListStacks", "cloudwatch:GetMetricData"), List.of("*")),
                allow(
                        List.of("ssm:GetParameter", "ssm:PutParameter"),
                        List.of(arn("ssm", "parameter" + props.parameterPath() + "/*"))));
    }

    private String bootstrapRole(String role) {
        return String.join(
                "",
                "arn:",
                stack.getPartition(),
                ":iam::",
                stack.getAccount(),
                ":role/cdk-",
                props.qualifier(),
                "-",
                role,
                "-",
                stack.getAccount(),
                "-",
                region);
    }

    private String arn(String service, String resource) {
        return String.join(":", "arn", stack.getPartition(), service, region, stack.getAccount(), resource);
    }

    private static PolicyStatement allow(List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build();
    }
}
