package io.millrace.constructs.nag;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A finding of cdk-nag's AWS Solutions rules in one of this library's constructs.
 *
 * @param construct simple name of the construct's class
 * @param path of the resource, relative to the construct
 */
record AcceptedFinding(String rule, String construct, Pattern path, String reason) {
    private static final String FUNCTIONS = "it invokes the versions of two functions";

    static final List<AcceptedFinding> ALL = List.of(
            of(
                    "AwsSolutions-S1",
                    "ArtifactBucket",
                    "Resource/Resource",
                    "the bucket holds jars that deployments write and the service reads; CloudTrail records who did what"),
            of(
                    "AwsSolutions-KDS3",
                    "EventStream",
                    "Resource/Resource",
                    "its key is the one that AWS manages for Kinesis, by CDK's condition, or one that the stream was given"),
            of(
                    "AwsSolutions-IAM5",
                    "FlinkApplication",
                    "Role/DefaultPolicy/Resource|RolePolicy/Resource",
                    "it lists log groups and log streams, and reads the jars that the service may roll back to"),
            of("AwsSolutions-IAM5", "LifecycleProvider", "Framework\\w+Role/DefaultPolicy/Resource", FUNCTIONS),
            of(
                    "AwsSolutions-IAM5",
                    "LifecycleProvider",
                    "Provider/waiter-state-machine/Role/DefaultPolicy/Resource",
                    FUNCTIONS),
            of(
                    "AwsSolutions-IAM5",
                    "LifecycleProvider",
                    "OperatorRole/DefaultPolicy/Resource",
                    "cloudwatch:GetMetricData cannot be limited to a resource"),
            of(
                    "AwsSolutions-L1",
                    "LifecycleProvider",
                    "(IsComplete|OnEvent)/Resource",
                    "Java 21 is supported for years to come, and in every region"),
            of(
                    "AwsSolutions-SF1",
                    "LifecycleProvider",
                    "Provider/waiter-state-machine/Resource",
                    "it only calls a function that logs each call"),
            of(
                    "AwsSolutions-SF2",
                    "LifecycleProvider",
                    "Provider/waiter-state-machine/Resource",
                    "it calls one function every 15 seconds during a deployment; there is nothing to trace"));

    private static AcceptedFinding of(String rule, String construct, String path, String reason) {
        return new AcceptedFinding(rule, construct, Pattern.compile(path), reason);
    }
}
