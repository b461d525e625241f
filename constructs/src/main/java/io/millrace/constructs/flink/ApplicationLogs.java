package io.millrace.constructs.flink;

import io.millrace.constructs.access.OwnersPolicy;
import java.util.List;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.LogStream;
import software.constructs.Construct;

/** The log stream of an application, in a log group of its own or a given one. */
final class ApplicationLogs extends Construct {
    private final ILogGroup group;
    private final LogStream stream;

    ApplicationLogs(Construct scope, String id, FlinkApplicationProps props) {
        super(scope, id);
        this.group = props.logGroup().orElseGet(() -> LogGroup.Builder.create(this, "Group")
                .retention(props.logRetention())
                .removalPolicy(props.removalPolicy())
                .build());
        this.stream = LogStream.Builder.create(this, "Stream")
                .logGroup(group)
                .removalPolicy(props.removalPolicy())
                .build();
    }

    /** A log stream can only be created where the application is. */
    static List<String> violations(Construct application, FlinkApplicationProps props) {
        Stack stack = Stack.of(application);
        return props
                .logGroup()
                .filter(group -> OwnersPolicy.differ(group.getEnv().getAccount(), stack.getAccount())
                        || OwnersPolicy.differ(group.getEnv().getRegion(), stack.getRegion()))
                .map(group -> String.format(
                        "logGroup must be in the application's account %s and region %s, got '%s'; import one of there, or"
                                + " leave it out",
                        stack.getAccount(), stack.getRegion(), group.getLogGroupArn()))
                .stream()
                .toList();
    }

    ILogGroup group() {
        return group;
    }

    String streamArn() {
        return arn("log-group", group.getLogGroupName() + ":log-stream:" + stream.getLogStreamName());
    }

    /**
     * Grants what the service needs to write to a log stream.
     *
     * @see <a href="https://docs.aws.amazon.com/managed-flink/latest/java/cloudwatch-logs.html">Set up logging</a>
     */
    void grantWrite(IGrantable grantee) {
        // DescribeLogGroups is a list action: it cannot be limited to one group
        grant(grantee, "logs:DescribeLogGroups", arn("log-group", "*"));
        grant(grantee, "logs:DescribeLogStreams", arn("log-group", group.getLogGroupName() + ":log-stream:*"));
        grant(grantee, "logs:PutLogEvents", streamArn());
    }

    private void grant(IGrantable grantee, String action, String resourceArn) {
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(grantee)
                .actions(List.of(action))
                .resourceArns(List.of(resourceArn))
                .build());
    }

    private String arn(String resource, String name) {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service("logs")
                        .resource(resource)
                        .resourceName(name)
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build());
    }
}
