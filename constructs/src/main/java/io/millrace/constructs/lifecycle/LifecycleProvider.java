package io.millrace.constructs.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.customresources.Provider;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The two functions and CDK's provider framework around them: one per stack, for all of its applications. */
final class LifecycleProvider extends Construct {
    private static final String ID = "JobLifecycle";

    /** What IAM takes of the inline policies of a role. */
    private static final int MAX_POLICIES = 10_240;

    private final List<Policy> operations = new ArrayList<>();
    private final LogGroup logs;
    private final Role operator;
    private final Provider provider;

    private LifecycleProvider(Construct scope) {
        super(scope, ID);
        this.logs = LogGroup.Builder.create(this, "Logs")
                .retention(RetentionDays.ONE_MONTH)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        this.operator = role("OperatorRole");
        // GetMetricData cannot be limited to a resource
        operator.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("cloudwatch:GetMetricData"))
                .resources(List.of("*"))
                .build());
        operator.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of(
                        "cloudformation:DescribeStackEvents",
                        "cloudformation:GetTemplate",
                        "cloudformation:ListStackResources"))
                .resources(List.of(Stack.of(this).getStackId()))
                .build());
        try (LifecycleJar jar = LifecycleJar.extract()) {
            Code code = Code.fromAsset(jar.file().toString());
            this.provider = Provider.Builder.create(this, "Provider")
                    .onEventHandler(function("OnEvent", code, role("OnEventRole"), Duration.seconds(30)))
                    // its calls time out after 15 seconds each; if it timed out itself, the deploy would fail and not
                    // be undone
                    .isCompleteHandler(function("IsComplete", code, operator, Duration.minutes(5)))
                    .frameworkOnEventRole(role("FrameworkOnEventRole"))
                    .frameworkCompleteAndTimeoutRole(role("FrameworkIsCompleteRole"))
                    .logGroup(logs)
                    .queryInterval(Duration.seconds(15))
                    // CloudFormation's own limit; the functions apply the lifecycle's timeout, which is shorter
                    .totalTimeout(Duration.hours(1))
                    .build();
        }
        getNode().addValidation(this::violations);
    }

    static LifecycleProvider of(Stack stack) {
        return stack.getNode().tryFindChild(ID) instanceof LifecycleProvider provider
                ? provider
                : new LifecycleProvider(stack);
    }

    String serviceToken() {
        return provider.getServiceToken();
    }

    /** Permits what a policy says to the function that calls the service. */
    void permit(Policy operation) {
        operation.attachToRole(operator);
        operations.add(operation);
    }

    private List<String> violations() {
        int length = Stream.concat(operator.getNode().findAll().stream(), operations.stream())
                .filter(Policy.class::isInstance)
                .map(Policy.class::cast)
                .mapToInt(policy -> PolicyLength.atLeast(policy.getDocument(), Stack.of(this)))
                .sum();
        if (length <= MAX_POLICIES) {
            return List.of();
        }
        return List.of(String.format(
                "the policies with which a stack's deploy operates its jobs must have at most %d characters, got about %d for"
                        + " %d applications; move some of them to another stack",
                MAX_POLICIES, length, operations.size()));
    }

    private Function function(String name, Code code, Role role, Duration timeout) {
        return Function.Builder.create(this, name)
                .description("Millrace: " + name + " of a job's lifecycle")
                .runtime(Runtime.JAVA_21)
                .architecture(Architecture.ARM_64)
                .code(code)
                .handler("io.millrace.lifecycle." + name + "::handleRequest")
                .memorySize(512)
                .timeout(timeout)
                .role(role)
                .logGroup(logs)
                // a function that runs for seconds gains nothing from the C2 compiler
                .environment(Map.of("JAVA_TOOL_OPTIONS", "-XX:+TieredCompilation -XX:TieredStopAtLevel=1"))
                .build();
    }

    /** A role that can write the functions' logs; with CDK's default it could write all logs of the account. */
    private Role role(String id) {
        Role role = Role.Builder.create(this, id)
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .build();
        logs.grantWrite(role);
        return role;
    }
}
