package io.millrace.constructs.flink;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.kafka.KafkaTopic;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStream;
import io.millrace.constructs.streams.FanOutConsumer;
import io.millrace.contract.Contract;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;

/**
 * Puts a {@link FlinkApplication} together.
 *
 * <p>Defaults: {@link FlinkRuntime#FLINK_1_20}, one task on one KPU, {@link Checkpointing#DEFAULT},
 * {@link Snapshots#LEGACY}, {@link SystemRollback#ENABLED}, {@link RunConfiguration#latestSnapshot},
 * {@link Lifecycle#defaults} (a deploy starts the job and watches it for 5 minutes),
 * {@link LogLevel#INFO}, {@link MetricsLevel#APPLICATION}, logs kept for a month, and {@link RemovalPolicy#RETAIN}; no VPC,
 * the key that AWS owns, and the maintenance window that the service picks. What a choice breaks is said at synthesis.
 */
public final class FlinkApplicationBuilder {
    final Construct scope;
    final String id;
    final JobBindings bindings = new JobBindings();

    @Nullable
    FlinkJobJar jar;

    @Nullable
    String applicationName;

    @Nullable
    String description;

    FlinkRuntime runtime = FlinkRuntime.FLINK_1_20;
    Capacity capacity = Capacity.fixed(1);
    ServiceQuotas quotas = ServiceQuotas.DEFAULT;
    Checkpointing checkpointing = Checkpointing.DEFAULT;
    Snapshots snapshots = Snapshots.LEGACY;

    @Nullable
    Duration maxSnapshotAge;

    RunConfiguration runConfiguration = RunConfiguration.latestSnapshot();
    SystemRollback systemRollback = SystemRollback.ENABLED;

    @Nullable
    LocalTime maintenanceWindow;

    @Nullable
    IKey encryptionKey;

    @Nullable
    VpcConfiguration vpc;

    Lifecycle lifecycle = Lifecycle.defaults();
    LogLevel logLevel = LogLevel.INFO;
    MetricsLevel metricsLevel = MetricsLevel.APPLICATION;
    RetentionDays logRetention = RetentionDays.ONE_MONTH;
    RemovalPolicy removalPolicy = RemovalPolicy.RETAIN;

    FlinkApplicationBuilder(Construct scope, String id) {
        this.scope = requireNonNull(scope, "scope is null");
        this.id = requireNonNull(id, "id is null");
    }

    /** The code; required. */
    public FlinkApplicationBuilder jar(FlinkJobJar jar) {
        this.jar = requireNonNull(jar, "jar is null");
        return this;
    }

    /** Which of the jar's jobs runs: key {@code name} of the property group {@code Job}. */
    public FlinkApplicationBuilder job(String name) {
        bindings.setting(Contract.JOB_NAME, name);
        return this;
    }

    /** Binds an input of the job to a stream that is read from its oldest record on. */
    public FlinkApplicationBuilder input(String name, EventStream stream) {
        return input(name, stream, StartingPosition.trimHorizon());
    }

    /** Binds an input of the job to a stream: permission to poll it, and the property group of that name. */
    public FlinkApplicationBuilder input(String name, EventStream stream, StartingPosition start) {
        bindings.input(name, stream, start);
        return this;
    }

    /** Binds an input of the job to a stream that is read by fan-out from its oldest record on. */
    public FlinkApplicationBuilder input(String name, FanOutConsumer consumer) {
        return input(name, consumer, StartingPosition.trimHorizon());
    }

    /**
     * Binds an input of the job to a stream that is read by fan-out: permission to subscribe as this consumer, and the
     * property group of that name. One consumer serves one input of one application.
     */
    public FlinkApplicationBuilder input(String name, FanOutConsumer consumer, StartingPosition start) {
        bindings.input(name, consumer, start);
        return this;
    }

    /** Binds an output of the job to a stream: permission to write it, and the property group of that name. */
    public FlinkApplicationBuilder output(String name, EventStream stream) {
        bindings.output(name, stream);
        return this;
    }

    /** Binds an input of the job to a topic that is read from its oldest record on. */
    public FlinkApplicationBuilder input(String name, KafkaTopic topic) {
        return input(name, topic, TopicPosition.EARLIEST);
    }

    /**
     * Binds an input of the job to a topic: permission to read it in the consumer group
     * {@code <application's name>-<input's name>}, and the property group of that name. The application must have a name,
     * and be in a VPC from which the brokers are reached.
     */
    public FlinkApplicationBuilder input(String name, KafkaTopic topic, TopicPosition start) {
        bindings.input(name, topic, start);
        return this;
    }

    /** Binds an output of the job to a topic that each record reaches once. */
    public FlinkApplicationBuilder output(String name, KafkaTopic topic) {
        return output(name, topic, Delivery.EXACTLY_ONCE);
    }

    /**
     * Binds an output of the job to a topic: permission to write it, and the property group of that name. Transactions are
     * called {@code <application's name>-<output's name>}, and so belong to one application of all that use the cluster.
     * The application must have a name, and be in a VPC from which the brokers are reached.
     */
    public FlinkApplicationBuilder output(String name, KafkaTopic topic, Delivery delivery) {
        bindings.output(name, topic, delivery);
        return this;
    }

    /** Sets a key of the property group {@code Job}. */
    public FlinkApplicationBuilder setting(String key, String value) {
        bindings.setting(key, value);
        return this;
    }

    /** Sets a key of the property group {@code Job}, in whole milliseconds where that is exact. */
    public FlinkApplicationBuilder setting(String key, Duration value) {
        boolean exact = value.equals(Duration.ofMillis(value.toMillis()));
        return setting(key, exact ? value.toMillis() + " ms" : value.toNanos() + " ns");
    }

    /** Sets a key of the property group {@code Job}. */
    public FlinkApplicationBuilder setting(String key, long value) {
        return setting(key, Long.toString(value));
    }

    /** Sets a key of the property group {@code Job}. */
    public FlinkApplicationBuilder setting(String key, double value) {
        return setting(key, Double.toString(value));
    }

    /** Sets a key of the property group {@code Job}. */
    public FlinkApplicationBuilder setting(String key, boolean value) {
        return setting(key, Boolean.toString(value));
    }

    /**
     * Sets a key of the property group {@code Job} to where a secret is, in its current version whenever the job starts:
     * permission to read it, and its ARN. The secret itself is in no template and no property group.
     */
    public FlinkApplicationBuilder secret(String key, ISecret secret) {
        bindings.secret(key, secret, null);
        return this;
    }

    /**
     * Sets a key of the property group {@code Job} to where a version of a secret is: permission to read it, and
     * {@code <ARN>:::<version id>}. The job stays with that version until another one is deployed.
     *
     * @param versionId as {@code aws secretsmanager list-secret-version-ids} tells it: 32 to 64 letters, digits and
     *     hyphens
     * @throws IllegalArgumentException when it is none
     */
    public FlinkApplicationBuilder secret(String key, ISecret secret, String versionId) {
        bindings.secret(key, secret, requireNonNull(versionId, "versionId is null"));
        return this;
    }

    /**
     * Adds keys as they are to a property group, which may be one of an input or output. It grants nothing.
     *
     * @param id 1 to 50 letters, digits, '_', '.' or '-'
     * @param keys up to 50 in one group; keys and values of 1 to 2048 characters
     */
    public FlinkApplicationBuilder propertyGroup(String id, Map<String, String> keys) {
        bindings.group(id, keys);
        return this;
    }

    /**
     * Names the application. Another name is another application, without the old one's snapshots.
     *
     * @param applicationName 1 to 128 letters, digits, '_', '.' or '-'
     */
    public FlinkApplicationBuilder applicationName(String applicationName) {
        this.applicationName = requireNonNull(applicationName, "applicationName is null");
        return this;
    }

    /** Says what the application is for, in up to 1024 characters. */
    public FlinkApplicationBuilder description(String description) {
        this.description = requireNonNull(description, "description is null");
        return this;
    }

    /** Another runtime than before updates the application in place; a lower one does not read a higher one's state. */
    public FlinkApplicationBuilder runtime(FlinkRuntime runtime) {
        this.runtime = requireNonNull(runtime, "runtime is null");
        return this;
    }

    public FlinkApplicationBuilder capacity(Capacity capacity) {
        this.capacity = requireNonNull(capacity, "capacity is null");
        return this;
    }

    /** States what the account was granted beyond {@link ServiceQuotas#DEFAULT}; an application above it is refused. */
    public FlinkApplicationBuilder quotas(ServiceQuotas quotas) {
        this.quotas = requireNonNull(quotas, "quotas is null");
        return this;
    }

    public FlinkApplicationBuilder checkpointing(Checkpointing checkpointing) {
        this.checkpointing = requireNonNull(checkpointing, "checkpointing is null");
        return this;
    }

    public FlinkApplicationBuilder snapshots(Snapshots snapshots) {
        this.snapshots = requireNonNull(snapshots, "snapshots is null");
        return this;
    }

    /**
     * States how old a snapshot may be that one still wants to restore. Synthesis warns of each input that keeps its
     * records no longer than that: a job restored from such a snapshot would miss what the stream has dropped. Without it
     * nothing is compared, and of a topic's retention nothing is known here.
     */
    public FlinkApplicationBuilder maxSnapshotAge(Duration maxSnapshotAge) {
        this.maxSnapshotAge = requireNonNull(maxSnapshotAge, "maxSnapshotAge is null");
        return this;
    }

    public FlinkApplicationBuilder runConfiguration(RunConfiguration runConfiguration) {
        this.runConfiguration = requireNonNull(runConfiguration, "runConfiguration is null");
        return this;
    }

    public FlinkApplicationBuilder systemRollback(SystemRollback systemRollback) {
        this.systemRollback = requireNonNull(systemRollback, "systemRollback is null");
        return this;
    }

    /**
     * When the eight hours begin in which AWS may patch the application, which restarts it for 10 to 30 seconds (property
     * {@code ApplicationMaintenanceWindowStartTime}).
     *
     * @param start in UTC, every day; whole minutes
     */
    public FlinkApplicationBuilder maintenanceWindow(LocalTime start) {
        this.maintenanceWindow = requireNonNull(start, "start is null");
        return this;
    }

    /**
     * Encrypts state, on disks and in snapshots, with a key of one's own, whose policy then lets the service use it for
     * this application. Synthesis warns when the key's policy is not ours to change. An application without a name of its
     * own lets every application of the account use the key.
     *
     * @param key symmetric, in the application's region
     */
    public FlinkApplicationBuilder encryptionKey(IKey key) {
        this.encryptionKey = requireNonNull(key, "key is null");
        return this;
    }

    public FlinkApplicationBuilder vpc(VpcConfiguration vpc) {
        this.vpc = requireNonNull(vpc, "vpc is null");
        return this;
    }

    /** What a deploy does with the job; {@link Lifecycle#none} leaves starting and stopping it to people. */
    public FlinkApplicationBuilder lifecycle(Lifecycle lifecycle) {
        this.lifecycle = requireNonNull(lifecycle, "lifecycle is null");
        return this;
    }

    public FlinkApplicationBuilder logLevel(LogLevel logLevel) {
        this.logLevel = requireNonNull(logLevel, "logLevel is null");
        return this;
    }

    public FlinkApplicationBuilder metricsLevel(MetricsLevel metricsLevel) {
        this.metricsLevel = requireNonNull(metricsLevel, "metricsLevel is null");
        return this;
    }

    public FlinkApplicationBuilder logRetention(RetentionDays logRetention) {
        this.logRetention = requireNonNull(logRetention, "logRetention is null");
        return this;
    }

    /** What becomes of the application, and so of its snapshots, and of its logs when they leave the template. */
    public FlinkApplicationBuilder removalPolicy(RemovalPolicy removalPolicy) {
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
}
