package io.millrace.infra;

import static java.util.Objects.requireNonNull;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStreamProps;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An environment: everything in which one stage differs from another. {@link Environments} lists them.
 *
 * @param name id of the stage and part of its stacks' names: a letter and up to 11 letters and digits, in lower case
 * @param branch the branch that the environment belongs to, or null for an environment that exists once
 * @param target its account and region; the variable {@code MILLRACE_<NAME>_TARGET} overrides it
 * @param layout the stacks of its applications
 * @param jobs names of the jobs that it deploys; empty for all
 * @param runtime of its Flink applications
 * @param streams capacity and retention of its streams; their removal policy comes from {@code lifetime}
 * @param capacity of its Flink applications
 * @param checkpointing of its Flink applications
 * @param lifecycle how a deployment starts, verifies and stops its jobs
 * @param alarmTopicArn ARN of the SNS topic that its alarms notify, or null for none; the variable
 *     {@code MILLRACE_<NAME>_ALARM_TOPIC} overrides it
 */
record StageConfig(
        String name,
        @Nullable Branch branch,
        DeploymentTarget target,
        Lifetime lifetime,
        Approval approval,
        Layout layout,
        List<String> jobs,
        StageRuntime runtime,
        EventStreamProps streams,
        Capacity capacity,
        Checkpointing checkpointing,
        Lifecycle lifecycle,
        Alarms alarms,
        @Nullable String alarmTopicArn) {
    private static final String PREFIX = "millrace-";
    // without hyphens, no environment's stack prefix can be the beginning of another's
    private static final String NAME = "[a-z][a-z0-9]{0,11}";
    private static final String TOPIC_ARN = "arn:aws[a-z-]*:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}";

    StageConfig {
        jobs = List.copyOf(jobs);
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "an environment's name must be a letter and up to 11 letters and digits, in lower case, got '"
                            + name + "'");
        }
        if (alarmTopicArn != null && !alarmTopicArn.matches(TOPIC_ARN)) {
            throw new IllegalArgumentException(
                    "alarm topic must look like 'arn:aws:sns:eu-central-1:123456789012:alarms', got '" + alarmTopicArn
                            + "'");
        }
    }

    /**
     * Starts an environment. How long it lives and whether it needs an approval must be set; the rest defaults to the
     * deployer's account and region, all jobs in stacks of their own, Flink 2.2, one shard, one KPU, the constructs' checkpointing and lifecycle, and alarms that
     * notify no topic.
     */
    static Builder builder(String name) {
        return new Builder(name);
    }

    /** Overrides target and alarm topic with the environment's variables. */
    StageConfig with(Map<String, String> variables) {
        Builder builder = toBuilder();
        String targetText = variables.getOrDefault(variable("TARGET"), "");
        if (!targetText.isEmpty()) {
            builder.target(DeploymentTarget.parse(targetText));
        }
        String topicText = variables.getOrDefault(variable("ALARM_TOPIC"), "");
        if (!topicText.isEmpty()) {
            builder.alarmTopicArn(topicText);
        }
        return builder.build();
    }

    /** A builder that holds this environment's values. */
    Builder toBuilder() {
        Builder builder = new Builder(name)
                .target(target)
                .lifetime(lifetime)
                .approval(approval)
                .layout(layout)
                .jobs(jobs)
                .runtime(runtime)
                .streams(streams)
                .capacity(capacity)
                .checkpointing(checkpointing)
                .lifecycle(lifecycle)
                .alarms(alarms);
        builder.branch = branch;
        builder.alarmTopicArn = alarmTopicArn;
        return builder;
    }

    /**
     * The jobs that it deploys.
     *
     * @throws IllegalArgumentException when it names one that there is not
     */
    List<JobApplication> select(List<JobApplication> all) {
        List<String> names = all.stream().map(JobApplication::job).toList();
        List<String> unknown = jobs.stream().filter(job -> !names.contains(job)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the jobs of environment '" + name + "' must be some of "
                    + String.join(", ", names) + ", got '" + String.join(", ", unknown) + "'");
        }
        return jobs.isEmpty()
                ? all
                : all.stream().filter(job -> jobs.contains(job.job())).toList();
    }

    /** {@code MILLRACE_<NAME>_<suffix>}. */
    String variable(String suffix) {
        return "MILLRACE_" + name.toUpperCase(Locale.ROOT) + "_" + suffix;
    }

    /** The prefix of all its stacks' names, which no other environment's stacks have. */
    String stackPrefix() {
        return PREFIX + name + "-";
    }

    String stackName(String part) {
        return stackPrefix() + (branch == null ? "" : branch.shortName() + "-") + part;
    }

    /** The tags of its stacks, for the pipeline, which reads the assembly, and for cost allocation. */
    Map<String, String> tags() {
        return Map.of("millrace:environment", name, "millrace:approval", approval.text());
    }

    /** Builds a {@link StageConfig}. */
    static final class Builder {
        private final String name;
        private @Nullable Branch branch;
        private DeploymentTarget target = DeploymentTarget.OF_THE_DEPLOYER;
        private @Nullable Lifetime lifetime;
        private @Nullable Approval approval;
        private Layout layout = Layout.STACK_PER_JOB;
        private List<String> jobs = List.of();
        private StageRuntime runtime = StageRuntime.FLINK_2_2;
        private EventStreamProps streams = EventStreamProps.provisioned(1);
        private Capacity capacity = Capacity.fixed(1);
        private Checkpointing checkpointing = Checkpointing.DEFAULT;
        private Lifecycle lifecycle = Lifecycle.defaults();
        private Alarms alarms = Alarms.ON;
        private @Nullable String alarmTopicArn;

        private Builder(String name) {
            this.name = requireNonNull(name, "name is null");
        }

        Builder branch(Branch branch) {
            this.branch = branch;
            return this;
        }

        Builder target(DeploymentTarget target) {
            this.target = target;
            return this;
        }

        Builder lifetime(Lifetime lifetime) {
            this.lifetime = lifetime;
            return this;
        }

        Builder approval(Approval approval) {
            this.approval = approval;
            return this;
        }

        Builder layout(Layout layout) {
            this.layout = layout;
            return this;
        }

        /** Names of jobs; none for all. */
        Builder jobs(List<String> jobs) {
            this.jobs = jobs;
            return this;
        }

        Builder runtime(StageRuntime runtime) {
            this.runtime = runtime;
            return this;
        }

        Builder streams(EventStreamProps streams) {
            this.streams = streams;
            return this;
        }

        Builder capacity(Capacity capacity) {
            this.capacity = capacity;
            return this;
        }

        Builder checkpointing(Checkpointing checkpointing) {
            this.checkpointing = checkpointing;
            return this;
        }

        Builder lifecycle(Lifecycle lifecycle) {
            this.lifecycle = lifecycle;
            return this;
        }

        Builder alarms(Alarms alarms) {
            this.alarms = alarms;
            return this;
        }

        Builder alarmTopicArn(String alarmTopicArn) {
            this.alarmTopicArn = alarmTopicArn;
            return this;
        }

        /** @throws IllegalArgumentException when the name or the alarm topic is malformed */
        StageConfig build() {
            return new StageConfig(
                    name,
                    branch,
                    target,
                    requireNonNull(lifetime, "lifetime is null"),
                    requireNonNull(approval, "approval is null"),
                    layout,
                    jobs,
                    runtime,
                    streams,
                    capacity,
                    checkpointing,
                    lifecycle,
                    alarms,
                    alarmTopicArn);
        }
    }
}
