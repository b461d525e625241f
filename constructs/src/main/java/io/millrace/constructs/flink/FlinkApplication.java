package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.lifecycle.JobLifecycle;
import io.millrace.constructs.lifecycle.JobLifecycleProps;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Connections;
import software.amazon.awscdk.services.ec2.IConnectable;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.GrantOnPrincipalOptions;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.ServicePrincipalOpts;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationCloudWatchLoggingOption;
import software.constructs.Construct;

/**
 * An Apache Flink application on Amazon Managed Service for Apache Flink: a jar, the streams that it reads and writes,
 * its settings, and a role that may do exactly that.
 *
 * <p>When the jar declares its jobs, synthesis holds the bindings and settings against that declaration. It fails with
 * one error that lists every mistake, those against the limits of the service included.
 *
 * <p>CloudFormation creates the application stopped; by default a deploy then starts the job, and succeeds when the job
 * has run for 5 minutes without a restart (see {@link Lifecycle}). Its tags are CDK's own: {@code Tags.of(application)}.
 */
public final class FlinkApplication extends Construct implements IGrantable, IConnectable {
    private static final String SERVICE = "kinesisanalytics";

    private final FlinkRuntime runtime;
    private final Capacity capacity;
    private final ServiceQuotas quotas;
    private final Checkpointing checkpointing;
    private final Snapshots snapshots;
    private final RunConfiguration runConfiguration;
    private final MetricsLevel metricsLevel;
    private final Map<String, EventStream> inputs;
    private final Map<String, FanOutConsumer> fanOutConsumers;
    private final Map<String, TopicInput> topicInputs;
    private final Role role;
    private final @Nullable VpcAttachment vpc;
    private final @Nullable StateEncryption encryption;
    private final CfnApplication application;

    FlinkApplication(FlinkApplicationBuilder options) {
        super(options.scope, options.id);
        FlinkJobJar jar = requireNonNull(options.jar, "jar is null");
        this.runtime = options.runtime;
        this.capacity = options.capacity;
        this.quotas = options.quotas;
        this.checkpointing = options.checkpointing;
        this.snapshots = options.snapshots;
        this.runConfiguration = options.runConfiguration;
        this.metricsLevel = options.metricsLevel;
        this.inputs = options.bindings.inputs();
        this.fanOutConsumers = options.bindings.fanOutConsumers();
        // synthesis refuses an application with topics and no name
        options.bindings.topics().nameAfter(options.applicationName == null ? options.id : options.applicationName);
        this.topicInputs = options.bindings.topics().inputs();

        String namePattern = options.applicationName == null ? "*" : options.applicationName;
        this.role = Role.Builder.create(this, "Role")
                .assumedBy(service(arn(namePattern)))
                .build();
        ApplicationLogs logs = new ApplicationLogs(this, "Logs", options.logRetention, options.removalPolicy);
        logs.grantWrite(this);
        jar.grantRead(this);
        options.bindings.grant(this);
        this.vpc = options.vpc == null ? null : new VpcAttachment(this, "Vpc", options.vpc);
        if (vpc != null) {
            vpc.grantAttach(this);
            options.bindings.topics().connect(vpc.connections());
        }
        this.encryption = options.encryptionKey == null
                ? null
                : new StateEncryption(options.encryptionKey, Stack.of(this), arn(namePattern));
        if (encryption != null && !encryption.allowService()) {
            ApplicationWarnings.addKeyPolicy(this);
        }

        this.application = ApplicationResource.create(this, options, jar, vpc, encryption);
        // the service reads the jar, as the role, while it creates the application
        application.getNode().addDependency(jar, role, logs);
        CfnApplicationCloudWatchLoggingOption logging = CfnApplicationCloudWatchLoggingOption.Builder.create(
                        this, "LoggingOption")
                .applicationName(application.getRef())
                .cloudWatchLoggingOption(CfnApplicationCloudWatchLoggingOption.CloudWatchLoggingOptionProperty.builder()
                        .logStreamArn(logs.streamArn())
                        .build())
                .build();
        if (options.lifecycle.verification() == Lifecycle.Verification.ON) {
            JobLifecycle lifecycle = new JobLifecycle(
                    this,
                    "Lifecycle",
                    new JobLifecycleProps(
                            application,
                            jar.objectKey(),
                            logs.group(),
                            options.runConfiguration.jobStart(),
                            options.lifecycle));
            // what a job says before it has a log is lost
            lifecycle.getNode().addDependency(logging);
            grantUpdate(lifecycle);
        }

        getNode()
                .addValidation(() -> ApplicationMistakes.of(
                        options, jar, vpc, application.getTags().tagValues()));
        ApplicationWarnings.add(this, options);
    }

    /** Where CDK's own constructs have their builder, too. */
    public static final class Builder {
        private Builder() {}

        public static FlinkApplicationBuilder create(Construct scope, String id) {
            return new FlinkApplicationBuilder(scope, id);
        }
    }

    /** Name of the application; a token when CloudFormation makes it up. */
    public String applicationName() {
        return application.getRef();
    }

    public String applicationArn() {
        return arn(applicationName());
    }

    public FlinkRuntime runtime() {
        return runtime;
    }

    public Capacity capacity() {
        return capacity;
    }

    public ServiceQuotas quotas() {
        return quotas;
    }

    public Checkpointing checkpointing() {
        return checkpointing;
    }

    public Snapshots snapshots() {
        return snapshots;
    }

    public RunConfiguration runConfiguration() {
        return runConfiguration;
    }

    public MetricsLevel metricsLevel() {
        return metricsLevel;
    }

    /** The streams that the job reads, by the names of its inputs, in the order in which they were bound. */
    public Map<String, EventStream> inputs() {
        return inputs;
    }

    /** The consumers of those inputs that are read by fan-out, by the names of the inputs. */
    public Map<String, FanOutConsumer> fanOutConsumers() {
        return fanOutConsumers;
    }

    /** The topics that the job reads, by the names of its inputs, in the order in which they were bound. */
    public Map<String, TopicInput> topicInputs() {
        return topicInputs;
    }

    /** The role that the job runs as. */
    public IRole role() {
        return role;
    }

    @Override
    public IPrincipal getGrantPrincipal() {
        return role;
    }

    /**
     * The application's security groups.
     *
     * @throws IllegalStateException when the application is in no VPC
     */
    @Override
    public Connections getConnections() {
        if (vpc == null) {
            throw new IllegalStateException("the application must be in a VPC to have connections, got '"
                    + getNode().getPath() + "' without one; give it a VpcConfiguration");
        }
        return vpc.connections();
    }

    /**
     * Grants looking at the application and updating it, with all that an update takes: a snapshot, and the key that
     * encrypts it.
     */
    public void grantUpdate(IGrantable operator) {
        List<String> actions = snapshots == Snapshots.ENHANCED
                ? List.of(
                        "kinesisanalytics:CreateSystemSnapshot",
                        "kinesisanalytics:DescribeApplication",
                        "kinesisanalytics:UpdateApplication")
                : List.of("kinesisanalytics:DescribeApplication", "kinesisanalytics:UpdateApplication");
        Grant.addToPrincipal(GrantOnPrincipalOptions.builder()
                .grantee(operator)
                .actions(actions)
                .resourceArns(List.of(applicationArn()))
                .build());
        if (encryption != null) {
            encryption.grantOperate(operator);
        }
    }

    private String arn(String name) {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service(SERVICE)
                        .resource("application")
                        .resourceName(name)
                        .build());
    }

    /** The service as a principal, acting for an application of this account: the confused deputy stays out. */
    private ServicePrincipal service(String sourceArn) {
        return new ServicePrincipal(
                SERVICE + ".amazonaws.com",
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
