package io.millrace.constructs.flink;

import java.util.regex.Pattern;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.UnknownPrincipal;
import software.constructs.Construct;

/** An application that exists already, or that another app defines. */
final class ImportedApplication extends Construct implements IFlinkApplication {
    private static final Pattern ARN =
            Pattern.compile("arn:[^:/]+:kinesisanalytics:[^:/]+:[0-9]{12}:application/[a-zA-Z0-9_.-]{1,128}");

    private final FlinkApplicationAttributes attributes;
    private final IPrincipal principal;

    ImportedApplication(Construct scope, String id, FlinkApplicationAttributes attributes) {
        super(scope, id);
        String arn = attributes.applicationArn();
        if (!Token.isUnresolved(arn) && !ARN.matcher(arn).matches()) {
            throw new IllegalArgumentException(
                    "applicationArn must be like 'arn:aws:kinesisanalytics:<region>:<account>:application/<name>', got '"
                            + arn + "'");
        }
        this.attributes = attributes;
        this.principal = attributes
                .role()
                .<IPrincipal>map(role -> role)
                .orElseGet(
                        () -> UnknownPrincipal.Builder.create().resource(this).build());
    }

    @Override
    public String applicationName() {
        return String.valueOf(Stack.of(this)
                .splitArn(attributes.applicationArn(), ArnFormat.SLASH_RESOURCE_NAME)
                .getResourceName());
    }

    @Override
    public String applicationArn() {
        return attributes.applicationArn();
    }

    @Override
    public FlinkRuntime runtime() {
        return attributes.runtime();
    }

    @Override
    public MetricsLevel metricsLevel() {
        return attributes.metricsLevel();
    }

    @Override
    public IPrincipal getGrantPrincipal() {
        return principal;
    }

    @Override
    public Connections getConnections() {
        if (attributes.securityGroups().isEmpty()) {
            throw new IllegalStateException("the application must have security groups to have connections, got '"
                    + getNode().getPath() + "' without any; give them with fromApplicationAttributes");
        }
        return Connections.Builder.create()
                .securityGroups(attributes.securityGroups())
                .build();
    }
}
