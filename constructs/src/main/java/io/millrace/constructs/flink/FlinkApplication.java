package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.streams.EventStream;
import io.millrace.contract.Contract;
import io.millrace.contract.ContractCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.iam.ServicePrincipalOpts;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplication;
import software.amazon.awscdk.services.kinesisanalyticsv2.CfnApplicationCloudWatchLoggingOption;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * An Apache Flink application on Amazon Managed Service for Apache Flink: a jar, the streams that it reads and writes,
 * its settings, and a role that may do exactly that. Snapshots and system rollback are always on.
 *
 * <p>When the jar declares its jobs, synthesis holds the bindings and settings against that declaration. It fails with
 * one error that lists every mistake, those against the limits of the service included.
 *
 * <p>CloudFormation creates the application stopped.
 */
public final class FlinkApplication extends Construct implements IGrantable {
    private static final String SERVICE = "kinesisanalytics";

    private final Role role;
    private final CfnApplication application;

    private FlinkApplication(Builder builder) {
        super(builder.scope, builder.id);
        FlinkJobJar jar = requireNonNull(builder.jar, "jar is null");
        Map<String, Map<String, String>> groups = builder.groups.asMap();

        this.role = Role.Builder.create(this, "Role")
                .assumedBy(service(builder.applicationName))
                .build();
        ApplicationLogs logs = new ApplicationLogs(this, "Logs", builder.logRetention, builder.removalPolicy);
        logs.grantWrite(this);
        jar.grantRead(this);
        builder.inputs.forEach(stream -> stream.grantRead(this));
        builder.outputs.forEach(stream -> stream.grantWrite(this));

        this.application = CfnApplication.Builder.create(this, "Resource")
                .applicationName(builder.applicationName)
                .applicationDescription(builder.description)
                .runtimeEnvironment(builder.runtime.id())
                .serviceExecutionRole(role.getRoleArn())
                .applicationConfiguration(ApplicationConfiguration.of(
                        jar,
                        groups,
                        ApplicationConfiguration.flink(
                                builder.capacity, builder.checkpointing, builder.logLevel, builder.metricsLevel)))
                .build();
        application.applyRemovalPolicy(builder.removalPolicy);
        // the service reads the jar, as the role, while it creates the application
        application.getNode().addDependency(jar, role, logs);
        CfnApplicationCloudWatchLoggingOption.Builder.create(this, "LoggingOption")
                .applicationName(application.getRef())
                .cloudWatchLoggingOption(CfnApplicationCloudWatchLoggingOption.CloudWatchLoggingOptionProperty.builder()
                        .logStreamArn(logs.streamArn())
                        .build())
                .build();

        getNode().addValidation(() -> mistakes(builder, jar, groups));
        builder.capacity.quotaWarning().ifPresent(warning -> Annotations.of(this)
                .addWarningV2("@millrace/constructs:kpuQuota", warning));
    }

    /** Name of the application; a token when CloudFormation makes it up. */
    public String applicationName() {
        return application.getRef();
    }

    public String applicationArn() {
        return Stack.of(this)
                .formatArn(ArnComponents.builder()
                        .service(SERVICE)
                        .resource("application")
                        .resourceName(applicationName())
                        .build());
    }

    /** The role that the job runs as. */
    public IRole role() {
        return role;
    }

    @Override
    public IPrincipal getGrantPrincipal() {
        return role;
    }

    /** The service as a principal, acting for an application of this account: the confused deputy stays out. */
    private ServicePrincipal service(@Nullable String applicationName) {
        Stack stack = Stack.of(this);
        String source = stack.formatArn(ArnComponents.builder()
                .service(SERVICE)
                .resource("application")
                .resourceName(applicationName == null ? "*" : applicationName)
                .build());
        return new ServicePrincipal(
                SERVICE + ".amazonaws.com",
                ServicePrincipalOpts.builder()
                        .conditions(Map.of(
                                "StringEquals", Map.of("aws:SourceAccount", stack.getAccount()),
                                "ArnLike", Map.of("aws:SourceArn", source)))
                        .build());
    }

    private static List<String> mistakes(Builder builder, FlinkJobJar jar, Map<String, Map<String, String>> groups) {
        ServiceLimits limits = new ServiceLimits(Token::isUnresolved);
        if (builder.applicationName != null) {
            limits.name(builder.applicationName);
        }
        if (builder.description != null) {
            limits.description(builder.description);
        }
        limits.jar(jar.sizeBytes());
        limits.capacity(builder.capacity);
        limits.checkpointing(builder.checkpointing);
        limits.groups(groups);

        List<String> mistakes = new ArrayList<>(limits.mistakes());
        mistakes.addAll(builder.groups.mistakes());
        jar.contract()
                .ifPresent(contract -> mistakes.addAll(ContractCheck.mistakes(contract, groups, Token::isUnresolved)));
        return mistakes;
    }

    /**
     * Puts a {@link FlinkApplication} together.
     *
     * <p>Defaults: {@link FlinkRuntime#FLINK_1_20}, one task on one KPU, {@link Checkpointing#DEFAULT},
     * {@link LogLevel#INFO}, {@link MetricsLevel#APPLICATION}, logs kept for a month, and {@link RemovalPolicy#RETAIN}.
     */
    public static final class Builder {
        private static final String CONNECTOR = "kinesis";

        private final Construct scope;
        private final String id;
        private final PropertyGroups groups = new PropertyGroups();
        private final List<EventStream> inputs = new ArrayList<>();
        private final List<EventStream> outputs = new ArrayList<>();
        private @Nullable FlinkJobJar jar;
        private @Nullable String applicationName;
        private @Nullable String description;
        private FlinkRuntime runtime = FlinkRuntime.FLINK_1_20;
        private Capacity capacity = Capacity.fixed(1);
        private Checkpointing checkpointing = Checkpointing.DEFAULT;
        private LogLevel logLevel = LogLevel.INFO;
        private MetricsLevel metricsLevel = MetricsLevel.APPLICATION;
        private RetentionDays logRetention = RetentionDays.ONE_MONTH;
        private RemovalPolicy removalPolicy = RemovalPolicy.RETAIN;

        private Builder(Construct scope, String id) {
            this.scope = requireNonNull(scope, "scope is null");
            this.id = requireNonNull(id, "id is null");
        }

        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /** The code; required. */
        public Builder jar(FlinkJobJar jar) {
            this.jar = requireNonNull(jar, "jar is null");
            return this;
        }

        /** Which of the jar's jobs runs: key {@code name} of the property group {@code Job}. */
        public Builder job(String name) {
            groups.add(Contract.JOB_GROUP, Contract.JOB_NAME, name);
            return this;
        }

        /** Binds an input of the job to a stream that is read from its oldest record on. */
        public Builder input(String name, EventStream stream) {
            return input(name, stream, StartingPosition.trimHorizon());
        }

        /** Binds an input of the job to a stream: permission to read it, and the property group of that name. */
        public Builder input(String name, EventStream stream, StartingPosition start) {
            bind(name, stream);
            groups.addAll(name, start.keys());
            inputs.add(stream);
            return this;
        }

        /** Binds an output of the job to a stream: permission to write it, and the property group of that name. */
        public Builder output(String name, EventStream stream) {
            bind(name, stream);
            outputs.add(stream);
            return this;
        }

        /** Sets a key of the property group {@code Job}. */
        public Builder setting(String key, String value) {
            groups.add(Contract.JOB_GROUP, key, value);
            return this;
        }

        /** Sets a key of the property group {@code Job}, in whole milliseconds where that is exact. */
        public Builder setting(String key, Duration value) {
            boolean exact = value.equals(Duration.ofMillis(value.toMillis()));
            return setting(key, exact ? value.toMillis() + " ms" : value.toNanos() + " ns");
        }

        /** Sets a key of the property group {@code Job}. */
        public Builder setting(String key, long value) {
            return setting(key, Long.toString(value));
        }

        /** Sets a key of the property group {@code Job}. */
        public Builder setting(String key, double value) {
            return setting(key, Double.toString(value));
        }

        /** Sets a key of the property group {@code Job}. */
        public Builder setting(String key, boolean value) {
            return setting(key, Boolean.toString(value));
        }

        /**
         * Adds keys as they are to a property group, which may be one of an input or output. It grants nothing.
         *
         * @param id 1 to 50 letters, digits, '_', '.' or '-'
         * @param keys up to 50 in one group; keys and values of 1 to 2048 characters
         */
        public Builder propertyGroup(String id, Map<String, String> keys) {
            groups.addAll(id, keys);
            return this;
        }

        /**
         * Names the application. Another name is another application, without the old one's snapshots.
         *
         * @param applicationName 1 to 128 letters, digits, '_', '.' or '-'
         */
        public Builder applicationName(String applicationName) {
            this.applicationName = requireNonNull(applicationName, "applicationName is null");
            return this;
        }

        /** Says what the application is for, in up to 1024 characters. */
        public Builder description(String description) {
            this.description = requireNonNull(description, "description is null");
            return this;
        }

        public Builder runtime(FlinkRuntime runtime) {
            this.runtime = requireNonNull(runtime, "runtime is null");
            return this;
        }

        public Builder capacity(Capacity capacity) {
            this.capacity = requireNonNull(capacity, "capacity is null");
            return this;
        }

        public Builder checkpointing(Checkpointing checkpointing) {
            this.checkpointing = requireNonNull(checkpointing, "checkpointing is null");
            return this;
        }

        public Builder logLevel(LogLevel logLevel) {
            this.logLevel = requireNonNull(logLevel, "logLevel is null");
            return this;
        }

        public Builder metricsLevel(MetricsLevel metricsLevel) {
            this.metricsLevel = requireNonNull(metricsLevel, "metricsLevel is null");
            return this;
        }

        public Builder logRetention(RetentionDays logRetention) {
            this.logRetention = requireNonNull(logRetention, "logRetention is null");
            return this;
        }

        /** What becomes of the application, and so of its snapshots, and of its logs when they leave the template. */
        public Builder removalPolicy(RemovalPolicy removalPolicy) {
            this.removalPolicy = requireNonNull(removalPolicy, "removalPolicy is null");
            return this;
        }

        /**
         * Makes the application and its role, logs and permissions.
         *
         * @throws NullPointerException when there is no jar
         */
        public FlinkApplication build() {
            return new FlinkApplication(this);
        }

        private void bind(String name, EventStream stream) {
            requireNonNull(stream, "stream is null");
            groups.add(name, Contract.CONNECTOR, CONNECTOR);
            groups.add(name, "stream.name", stream.streamName());
            groups.add(name, "aws.region", Stack.of(stream).getRegion());
        }
    }
}
