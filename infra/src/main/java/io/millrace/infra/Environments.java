package io.millrace.infra;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.streams.EventStreamProps;
import io.millrace.contract.lifecycle.StopMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The environments of this organisation, in the order in which a release is promoted through them. To add an environment
 * is to add a value to {@link #ALL}: its stacks, its variables and its pipeline jobs follow from it.
 */
final class Environments {
    /** The variable with the name of the branch that gets an environment; empty or unset for none. */
    static final String REVIEW_VARIABLE = "MILLRACE_REVIEW";

    /** The variable with the names of the branch's jobs, separated by commas, or {@code all}. */
    static final String REVIEW_JOBS_VARIABLE = "MILLRACE_REVIEW_JOBS";

    private static final Pattern VARIABLE = Pattern.compile("MILLRACE_[A-Z0-9_]+_(TARGET|ALARM_TOPIC|JOBS)");

    /** Small and disposable, but parallel: with two shards and two tasks, a job that depends on arrival order fails here. */
    static final StageConfig DEV = StageConfig.builder("dev")
            .lifetime(Lifetime.DISPOSABLE)
            .approval(Approval.NONE)
            .runtime(StageRuntime.FLINK_2_2)
            .streams(EventStreamProps.provisioned(2))
            .capacity(Capacity.builder(2).parallelismPerKpu(2).build())
            .checkpointing(Checkpointing.every(Duration.ofSeconds(10)))
            // its stacks can always be deleted, whatever state the job is in
            .lifecycle(Lifecycle.builder()
                    .verifyFor(Duration.ofMinutes(2))
                    .stopMode(StopMode.FORCE_IF_NEEDED)
                    .build())
            .build();

    /** Scales with the traffic. It keeps records for a week, so that an outage of a long weekend loses none. */
    static final StageConfig PROD = StageConfig.builder("prod")
            .lifetime(Lifetime.PERMANENT)
            .approval(Approval.REQUIRED)
            // FLINK_2_2_FROM_1_20 moves it (docs/operating.md, "Move to Flink 2")
            .runtime(StageRuntime.FLINK_1_20)
            .streams(EventStreamProps.builder().retention(Duration.ofDays(7)).build())
            .capacity(Capacity.autoscaling(2))
            .build();

    static final List<StageConfig> ALL = List.of(DEV, PROD);

    /**
     * The environment of a branch: as small as possible, and deleted the next night. An application takes two KPUs, which are
     * most of what it costs, so a branch has one job unless it asks for others (docs/decisions/0021-cost.md).
     */
    static final StageConfig REVIEW = StageConfig.builder("review")
            .lifetime(Lifetime.UNTIL_NIGHT)
            .approval(Approval.NONE)
            .layout(Layout.ONE_STACK)
            .jobs(List.of("lottery"))
            .checkpointing(Checkpointing.every(Duration.ofSeconds(10)))
            // its snapshots are of no use
            .lifecycle(Lifecycle.builder()
                    .verifyFor(Duration.ofMinutes(2))
                    .stopMode(StopMode.FORCE)
                    .build())
            .alarms(Alarms.OFF)
            .build();

    private Environments() {}

    /**
     * Applies the variables to the environments, and appends that of a branch when the variables name one.
     *
     * @throws IllegalArgumentException when two environments have one name, a variable names no environment or is
     *     malformed, or a branch's environment would share the account of one that requires an approval
     */
    static List<StageConfig> with(Map<String, String> variables, List<StageConfig> declared) {
        requireKnown(variables, declared);
        List<StageConfig> environments = new ArrayList<>();
        declared.forEach(environment -> environments.add(environment.with(variables)));
        String branch = variables.getOrDefault(REVIEW_VARIABLE, "");
        if (!branch.isEmpty()) {
            StageConfig review = review(new Branch(branch), variables.getOrDefault(REVIEW_JOBS_VARIABLE, ""))
                    .with(variables);
            requireApart(review, environments);
            environments.add(review);
        }
        return environments;
    }

    private static StageConfig review(Branch branch, String jobs) {
        StageConfig.Builder review = REVIEW.toBuilder().branch(branch);
        if (jobs.equals("all")) {
            review.jobs(List.of());
        } else if (!jobs.isEmpty()) {
            review.jobs(List.of(jobs.split(" *, *")));
        }
        return review.build();
    }

    /** Whether each branch may have its own. */
    static boolean isPerBranch(StageConfig environment) {
        return environment.name().equals(REVIEW.name());
    }

    /** Anyone who can push a branch can deploy to the account of its environment, with all that is in that account. */
    static void requireApart(StageConfig review, List<StageConfig> others) {
        for (StageConfig other : others) {
            if (other.approval() == Approval.REQUIRED
                    && review.target().account() != null
                    && review.target().account().equals(other.target().account())) {
                throw new IllegalArgumentException(String.format(
                        "%s must name another account than '%s' has, which requires an approval, got '%s'; anyone who can"
                                + " push a branch can deploy there",
                        review.variable("TARGET"), other.name(), review.target().account()));
            }
        }
    }

    private static void requireKnown(Map<String, String> variables, List<StageConfig> declared) {
        Set<String> names = new HashSet<>(Set.of(REVIEW.name()));
        Set<String> known =
                new HashSet<>(Set.of(REVIEW.variable("TARGET"), REVIEW.variable("ALARM_TOPIC"), REVIEW_JOBS_VARIABLE));
        for (StageConfig environment : declared) {
            if (!names.add(environment.name())) {
                throw new IllegalArgumentException(
                        "an environment's name must be unique, got '" + environment.name() + "' twice");
            }
            known.add(environment.variable("TARGET"));
            known.add(environment.variable("ALARM_TOPIC"));
        }
        String unknown = new TreeMap<>(variables)
                .keySet().stream()
                        .filter(variable -> VARIABLE.matcher(variable).matches() && !known.contains(variable))
                        .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("a variable must name an environment, one of "
                    + names.stream().sorted().collect(Collectors.joining(", ")) + ", got " + unknown);
        }
    }
}
