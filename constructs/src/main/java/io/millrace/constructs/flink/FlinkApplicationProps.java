package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.binding.JobBindings;
import io.millrace.constructs.flink.binding.JobBindingsBuilder;
import io.millrace.constructs.flink.jar.FlinkCode;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.contract.lifecycle.RunConfiguration;
import io.millrace.contract.service.ServiceQuotas;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * What an application runs, and how. Made with {@link #builder}, whose methods describe the components and their defaults.
 * Synthesis reports what the service would refuse.
 */
public record FlinkApplicationProps(
        FlinkCode code,
        JobBindings bindings,
        Optional<String> applicationName,
        Optional<String> description,
        FlinkRuntime runtime,
        Capacity capacity,
        ServiceQuotas quotas,
        Checkpointing checkpointing,
        Snapshots snapshots,
        Optional<Duration> maxSnapshotAge,
        RunConfiguration runConfiguration,
        SystemRollback systemRollback,
        Optional<LocalTime> maintenanceWindow,
        Optional<IKey> encryptionKey,
        Optional<VpcConfiguration> vpc,
        Optional<IRole> role,
        Lifecycle lifecycle,
        LogLevel logLevel,
        MetricsLevel metricsLevel,
        Optional<ILogGroup> logGroup,
        RetentionDays logRetention,
        RemovalPolicy removalPolicy) {

    public FlinkApplicationProps {
        requireCode(code);
        requireNonNull(bindings, "bindings is null");
        requireNonNull(applicationName, "applicationName is null");
        requireNonNull(description, "description is null");
        requireNonNull(runtime, "runtime is null");
        requireNonNull(capacity, "capacity is null");
        requireNonNull(quotas, "quotas is null");
        requireNonNull(checkpointing, "checkpointing is null");
        requireNonNull(snapshots, "snapshots is null");
        requireNonNull(maxSnapshotAge, "maxSnapshotAge is null");
        requireNonNull(runConfiguration, "runConfiguration is null");
        requireNonNull(systemRollback, "systemRollback is null");
        requireNonNull(maintenanceWindow, "maintenanceWindow is null");
        requireNonNull(encryptionKey, "encryptionKey is null");
        requireNonNull(vpc, "vpc is null");
        requireNonNull(role, "role is null");
        requireNonNull(lifecycle, "lifecycle is null");
        requireNonNull(logLevel, "logLevel is null");
        requireNonNull(metricsLevel, "metricsLevel is null");
        requireNonNull(logGroup, "logGroup is null");
        requireNonNull(logRetention, "logRetention is null");
        requireNonNull(removalPolicy, "removalPolicy is null");
    }

    /** Starts with a jar or a Python zip, a job without bindings, and the defaults. */
    public static Builder builder(FlinkCode code) {
        return new Builder(code);
    }

    private static FlinkCode requireCode(@Nullable FlinkCode code) {
        if (code == null) {
            throw new IllegalArgumentException(
                    "code must be a FlinkJobJar or a FlinkPythonZip, got null; create it from a file of your build,"
                            + " or with fromBucket");
        }
        return code;
    }

    /** Builds the props; the job's bindings are added by the methods of {@link JobBindingsBuilder}. */
    public static final class Builder extends JobBindingsBuilder<Builder> {
        private final FlinkCode code;
        private Optional<String> applicationName = Optional.empty();
        private Optional<String> description = Optional.empty();
        private FlinkRuntime runtime = FlinkRuntime.FLINK_1_20;
        private Capacity capacity = Capacity.fixed(1);
        private ServiceQuotas quotas = ServiceQuotas.DEFAULT;
        private Checkpointing checkpointing = Checkpointing.DEFAULT;
        private Snapshots snapshots = Snapshots.LEGACY;
        private Optional<Duration> maxSnapshotAge = Optional.empty();
        private RunConfiguration runConfiguration = RunConfiguration.latestSnapshot();
        private SystemRollback systemRollback = SystemRollback.ENABLED;
        private Optional<LocalTime> maintenanceWindow = Optional.empty();
        private Optional<IKey> encryptionKey = Optional.empty();
        private Optional<VpcConfiguration> vpc = Optional.empty();
        private Optional<IRole> role = Optional.empty();
        private Lifecycle lifecycle = Lifecycle.defaults();
        private LogLevel logLevel = LogLevel.INFO;
        private MetricsLevel metricsLevel = MetricsLevel.APPLICATION;
        private Optional<ILogGroup> logGroup = Optional.empty();
        private RetentionDays logRetention = RetentionDays.ONE_MONTH;
        private RemovalPolicy removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

        private Builder(FlinkCode code) {
            this.code = requireCode(code);
            code.propertyGroups().forEach(this::propertyGroup);
        }

        @Override
        protected Builder self() {
            return this;
        }

        /**
         * Names the application; by default CloudFormation generates a name. Another name is another application, without
         * the snapshots of the old one.
         *
         * @param name 1 to 128 letters, digits, '_', '.' or '-'
         */
        public Builder applicationName(String name) {
            this.applicationName = Optional.of(name);
            return this;
        }

        /** Up to 1024 characters; none by default. */
        public Builder description(String text) {
            this.description = Optional.of(text);
            return this;
        }

        /**
         * {@link FlinkRuntime#FLINK_1_20} by default: an application stays there until you move it. It can be raised in place; a
         * lower one cannot read the state of a higher one.
         */
        public Builder runtime(FlinkRuntime version) {
            this.runtime = version;
            return this;
        }

        /** One task on one KPU by default. */
        public Builder capacity(Capacity tasks) {
            this.capacity = tasks;
            return this;
        }

        /** The account's quotas where they exceed {@link ServiceQuotas#DEFAULT}; synthesis refuses an application above them. */
        public Builder quotas(ServiceQuotas granted) {
            this.quotas = granted;
            return this;
        }

        /** {@link Checkpointing#DEFAULT} by default. */
        public Builder checkpointing(Checkpointing schedule) {
            this.checkpointing = schedule;
            return this;
        }

        /** {@link Snapshots#LEGACY} by default. */
        public Builder snapshots(Snapshots mode) {
            this.snapshots = mode;
            return this;
        }

        /**
         * The age of the oldest snapshot that may have to be restored. Synthesis warns of each stream that keeps records no
         * longer than that: a job restored from such a snapshot would miss the records that have expired. Nothing is
         * checked by default, and never for topics, whose retention is not known here.
         */
        public Builder maxSnapshotAge(Duration age) {
            this.maxSnapshotAge = Optional.of(age);
            return this;
        }

        /** {@link RunConfiguration#latestSnapshot} by default. */
        public Builder runConfiguration(RunConfiguration configuration) {
            this.runConfiguration = configuration;
            return this;
        }

        /** {@link SystemRollback#ENABLED} by default. */
        public Builder systemRollback(SystemRollback rollback) {
            this.systemRollback = rollback;
            return this;
        }

        /**
         * Start of the eight hours in which AWS may patch the application, which restarts it for 10 to 30 seconds (property
         * {@code ApplicationMaintenanceWindowStartTime}). The service chooses by default.
         *
         * @param start in UTC, every day; whole minutes
         */
        public Builder maintenanceWindow(LocalTime start) {
            this.maintenanceWindow = Optional.of(start);
            return this;
        }

        /**
         * Encrypts the state, on disks and in snapshots, with a customer managed key; by default with a key that AWS owns.
         * The key's policy then lets the service use it for this application. Synthesis warns when that policy cannot be
         * changed from here. An application without a name lets every application of the account use the key.
         *
         * @param key symmetric, in the application's region
         */
        public Builder encryptionKey(IKey key) {
            this.encryptionKey = Optional.of(key);
            return this;
        }

        /** No VPC by default. */
        public Builder vpc(VpcConfiguration configuration) {
            this.vpc = Optional.of(configuration);
            return this;
        }

        /**
         * The role that the job runs as; a role of the application's own by default. A given role can have a name, a path
         * and a permissions boundary. The permissions of the job become a policy of this stack that is attached to the role.
         * If this app may not change the role ({@code mutable(false)}, {@code withoutPolicyUpdates}), synthesis prints that
         * policy for its owner.
         *
         * @param jobs of the application's account, which {@code kinesisanalytics.amazonaws.com} may assume
         */
        public Builder role(IRole jobs) {
            this.role = Optional.of(jobs);
            return this;
        }

        /**
         * What a deploy does with the job. By default it starts the job and watches it for 5 minutes; with
         * {@link Lifecycle#none} the job is started and stopped by hand.
         */
        public Builder lifecycle(Lifecycle behaviour) {
            this.lifecycle = behaviour;
            return this;
        }

        /** {@link LogLevel#INFO} by default. */
        public Builder logLevel(LogLevel level) {
            this.logLevel = level;
            return this;
        }

        /** {@link MetricsLevel#APPLICATION} by default. */
        public Builder metricsLevel(MetricsLevel level) {
            this.metricsLevel = level;
            return this;
        }

        /**
         * The log group that the application gets a log stream in; a group of its own by default. The retention of a given
         * group is not changed.
         *
         * @param group in the application's account and region
         */
        public Builder logGroup(ILogGroup group) {
            this.logGroup = Optional.of(group);
            return this;
        }

        /** One month by default; for the application's own log group. */
        public Builder logRetention(RetentionDays days) {
            this.logRetention = days;
            return this;
        }

        /**
         * What happens to the application with its snapshots, and to its logs, when they leave the template: retained by
         * default, unless the deployment that creates them fails.
         */
        public Builder removalPolicy(RemovalPolicy policy) {
            this.removalPolicy = policy;
            return this;
        }

        public FlinkApplicationProps build() {
            return new FlinkApplicationProps(
                    code,
                    bindings(applicationName.orElse(null), runtime.kinesisSource()),
                    applicationName,
                    description,
                    runtime,
                    capacity,
                    quotas,
                    checkpointing,
                    snapshots,
                    maxSnapshotAge,
                    runConfiguration,
                    systemRollback,
                    maintenanceWindow,
                    encryptionKey,
                    vpc,
                    role,
                    lifecycle,
                    logLevel,
                    metricsLevel,
                    logGroup,
                    logRetention,
                    removalPolicy);
        }
    }
}
