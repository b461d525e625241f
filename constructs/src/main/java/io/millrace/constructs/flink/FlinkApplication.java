package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.jar.FlinkCode;
import io.millrace.constructs.lifecycle.JobLifecycle;
import io.millrace.constructs.lifecycle.JobLifecycleProps;
import io.millrace.constructs.lifecycle.Lifecycle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.ServicePrincipalOpts;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationCloudWatchLoggingOption;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;

/**
 * An Apache Flink application on Amazon Managed Service for Apache Flink: a jar or a Python zip, the streams that
 * its job reads and writes, its settings, and a role that permits exactly that.
 *
 * <p>When the jar declares its jobs, synthesis checks the bindings and settings against that declaration. Synthesis fails
 * with one error that lists every violation, including those of the service's limits.
 *
 * <p>CloudFormation creates an application stopped. By default a deploy then starts the job, and succeeds when the job has
 * run for 5 minutes without a restart (see {@link Lifecycle}). Tags are CDK's own: {@code Tags.of(application)}.
 */
public final class FlinkApplication extends Construct implements IFlinkApplication {
    private final FlinkApplicationProps props;
    private final ApplicationRole role;
    private final @Nullable VpcAttachment vpc;
    private final @Nullable StateEncryption encryption;
    private final CfnApplication application;
    private final @Nullable JobLifecycle lifecycle;

    public FlinkApplication(Construct scope, String id, FlinkApplicationProps props) {
        super(scope, id);
        this.props = requireNonNull(props, "props is null");
        String namePattern = props.applicationName().orElse("*");
        this.role = ApplicationRole.of(this, props.role(), service(arn(namePattern)));
        ApplicationLogs logs = new ApplicationLogs(this, "Logs", props);
        logs.grantWrite(this);
        props.code().grantRead(this);
        props.bindings().grant(this);
        this.vpc = props.vpc()
                .map(configuration -> new VpcAttachment(this, "Vpc", configuration))
                .orElse(null);
        if (vpc != null) {
            vpc.grantAttach(this);
            props.bindings().connect(vpc.connections());
        }
        this.encryption = props.encryptionKey()
                .map(key -> new StateEncryption(key, Stack.of(this), arn(namePattern)))
                .orElse(null);
        if (encryption != null) {
            encryption.allowService(this);
        }

        this.application = ApplicationResource.create(this, props, vpc, encryption);
        // the service reads the code, as the role, while it creates the application
        application.getNode().addDependency(props.code(), logs);
        application.getNode().addDependency(role.holders());
        if (vpc != null) {
            application.getNode().addDependency(vpc.waysOut());
        }
        CfnApplicationCloudWatchLoggingOption logging = CfnApplicationCloudWatchLoggingOption.Builder.create(
                        this, "LoggingOption")
                .applicationName(application.getRef())
                .cloudWatchLoggingOption(CfnApplicationCloudWatchLoggingOption.CloudWatchLoggingOptionProperty.builder()
                        .logStreamArn(logs.streamArn())
                        .build())
                .build();
        this.lifecycle =
                props.lifecycle().verification() == Lifecycle.Verification.ON ? operate(logs.group(), logging) : null;
        props.snapshots().mode().ifPresent(mode -> addPropertyOverride(ApplicationResource.SNAPSHOT_MODE, mode));

        getNode().addValidation(() -> {
            role.warn();
            return ApplicationViolations.of(
                    this, role, vpc, application.getTags().tagValues());
        });
        ApplicationWarnings.add(this, props);
        IdleCost.annotate(this, props.capacity());
    }

    /**
     * Imports an application of {@link FlinkRuntime#FLINK_1_20} that has no VPC, by its ARN; for others see
     * {@link #fromApplicationAttributes}.
     *
     * @throws IllegalArgumentException when it is not the ARN of an application
     */
    public static IFlinkApplication fromApplicationArn(Construct scope, String id, String applicationArn) {
        return fromApplicationAttributes(
                scope, id, FlinkApplicationAttributes.builder(applicationArn).build());
    }

    /** Imports an application of this account and region by its name, as {@link #fromApplicationArn}. */
    public static IFlinkApplication fromApplicationName(Construct scope, String id, String applicationName) {
        return fromApplicationArn(scope, id, arn(Stack.of(scope), applicationName));
    }

    /**
     * Imports an application.
     *
     * @throws IllegalArgumentException when the ARN is not that of an application
     */
    public static IFlinkApplication fromApplicationAttributes(
            Construct scope, String id, FlinkApplicationAttributes attributes) {
        return new ImportedApplication(scope, id, attributes);
    }

    /** What the application was defined with. */
    public FlinkApplicationProps props() {
        return props;
    }

    @Override
    public String applicationName() {
        return application.getRef();
    }

    @Override
    public String applicationArn() {
        return arn(applicationName());
    }

    @Override
    public FlinkRuntime runtime() {
        return props.runtime();
    }

    @Override
    public MetricsLevel metricsLevel() {
        return props.metricsLevel();
    }

    /** The role that the job runs as. */
    public IRole role() {
        return role.role();
    }

    /** The role; for a given one, the policy that this application adds to it. */
    @Override
    public IPrincipal getGrantPrincipal() {
        return role.getGrantPrincipal();
    }

    /**
     * The application's security groups.
     *
     * @throws IllegalStateException when the application is not in a VPC
     */
    @Override
    public Connections getConnections() {
        if (vpc == null) {
            throw new IllegalStateException("the application must be in a VPC to have connections, got '"
                    + getNode().getPath() + "' without one; set a VpcConfiguration");
        }
        return vpc.connections();
    }

    /**
     * Grants describing and updating the application, including what an update needs besides: a snapshot, and the key that
     * encrypts it.
     */
    public Grant grantUpdate(IGrantable operator) {
        List<String> actions =
                new ArrayList<>(List.of("kinesisanalytics:DescribeApplication", "kinesisanalytics:UpdateApplication"));
        props.snapshots().updateAction().ifPresent(actions::add);
        Grant grant = grant(operator, actions.toArray(String[]::new));
        if (encryption != null) {
            encryption.grantOperate(operator);
        }
        return grant;
    }

    /**
     * Overrides a property of the application's resource, as {@code CfnResource.addPropertyOverride} does. A deploy that changes
     * the value is watched, too.
     *
     * @param path such as {@code ApplicationConfiguration.ApplicationSnapshotConfiguration.SnapshotMode}
     */
    public void addPropertyOverride(String path, Object value) {
        application.addPropertyOverride(path, value);
        if (lifecycle != null) {
            lifecycle.watchOverride(path, value);
        }
    }

    private JobLifecycle operate(ILogGroup logs, CfnApplicationCloudWatchLoggingOption logging) {
        JobLifecycle operator = new JobLifecycle(
                this,
                "Lifecycle",
                new JobLifecycleProps(
                        application,
                        role.role(),
                        List.of(role.holders()),
                        codeKey(props.code()),
                        logs,
                        props.runConfiguration(),
                        props.lifecycle()));
        // what a job logs before the log stream is attached is lost
        operator.getNode().addDependency(logging);
        grantUpdate(operator);
        return operator;
    }

    /** What the lifecycle functions compare with the code that the service runs. */
    private static String codeKey(FlinkCode code) {
        return code.objectKey()
                + code.objectVersion().map(version -> "?versionId=" + version).orElse("");
    }

    private String arn(String name) {
        return arn(Stack.of(this), name);
    }

    private static String arn(Stack stack, String name) {
        return stack.formatArn(ArnComponents.builder()
                .service("kinesisanalytics")
                .resource("application")
                .resourceName(name)
                .build());
    }

    /** The service as a principal, for an application of this account only, against a confused deputy. */
    private ServicePrincipal service(String sourceArn) {
        return new ServicePrincipal(
                ApplicationRole.SERVICE,
                ServicePrincipalOpts.builder()
                        .conditions(Map.of(
                                "StringEquals",
                                        Map.of(
                                                "aws:SourceAccount",
                                                Stack.of(this).getAccount()),
                                "ArnLike", Map.of("aws:SourceArn", sourceArn)))
                        .build());
    }
}
