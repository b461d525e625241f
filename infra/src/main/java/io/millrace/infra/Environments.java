package io.millrace.infra;

import io.millrace.constructs.flink.Capacity;
import io.millrace.constructs.flink.Checkpointing;
import io.millrace.constructs.lifecycle.Lifecycle;
import io.millrace.constructs.lifecycle.Lifecycle.StopMode;
import io.millrace.constructs.streams.EventStreamProps;
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
 * The environments of this organisation, in the order in which a release goes through them. To add one is to add a value
 * to {@link #ALL}: its stacks, the variables that place it and what the pipeline knows of it follow.
 */
final class Environments {
    /** The branch whose environment is made, besides the others; empty for none. */
    static final String REVIEW_VARIABLE = "MILLRACE_REVIEW";

    private static final Pattern VARIABLE = Pattern.compile("MILLRACE_[A-Z0-9_]+_(TARGET|ALARM_TOPIC)");

    /** Small, soon gone, and with alarms that wake nobody; but parallel: two shards and two tasks, so that order shows where a job depends on it. */
    static final StageConfig DEV = new StageConfig(
            "dev",
            null,
            Target.OF_THE_DEPLOYER,
            Lifetime.DISPOSABLE,
            Approval.NONE,
            EventStreamProps.provisioned(2),
            Capacity.fixed(2).parallelismPerKpu(2),
            Checkpointing.every(Duration.ofSeconds(10)),
            // its stack can always be deleted, whatever state the job is in
            Lifecycle.defaults().verifyFor(Duration.ofMinutes(2)).stopMode(StopMode.FORCE_IF_NEEDED),
            Alarms.ON,
            null,
            null);

    /** Scales with the traffic; keeps a week of records, so that a long weekend's outage loses none. */
    static final StageConfig PROD = new StageConfig(
            "prod",
            null,
            Target.OF_THE_DEPLOYER,
            Lifetime.PERMANENT,
            Approval.REQUIRED,
            EventStreamProps.onDemand().retention(Duration.ofDays(7)),
            Capacity.autoscaling(2),
            Checkpointing.DEFAULT,
            Lifecycle.defaults(),
            Alarms.ON,
            null,
            null);

    static final List<StageConfig> ALL = List.of(DEV, PROD);

    /** One for each branch that asks for it: the least of everything, and gone the next night. */
    static final StageConfig REVIEW = new StageConfig(
            "review",
            null,
            Target.OF_THE_DEPLOYER,
            Lifetime.UNTIL_NIGHT,
            Approval.NONE,
            EventStreamProps.provisioned(1),
            Capacity.fixed(1),
            Checkpointing.every(Duration.ofSeconds(10)),
            // nobody asks for its snapshots
            Lifecycle.defaults().verifyFor(Duration.ofMinutes(2)).stopMode(StopMode.FORCE),
            Alarms.OFF,
            null,
            null);

    private Environments() {}

    /**
     * The environments as the variables have them, with that of a branch last, if there is one.
     *
     * @throws IllegalArgumentException when a name is there twice, a variable names no environment or is malformed, or
     *     a branch's environment would be in the account of one that takes an approval
     */
    static List<StageConfig> with(Map<String, String> variables, List<StageConfig> declared) {
        requireKnown(variables, declared);
        List<StageConfig> environments = new ArrayList<>();
        declared.forEach(environment -> environments.add(environment.with(variables)));
        String branch = variables.getOrDefault(REVIEW_VARIABLE, "");
        if (!branch.isEmpty()) {
            StageConfig review = REVIEW.of(new Branch(branch)).with(variables);
            requireApart(review, environments);
            environments.add(review);
        }
        return environments;
    }

    /** Whether there is one of it for each branch that asks. */
    static boolean isOfBranches(StageConfig environment) {
        return environment.name().equals(REVIEW.name());
    }

    /** Whoever can push a branch can deploy to the account of its environment, whatever else is there. */
    static void requireApart(StageConfig review, List<StageConfig> others) {
        for (StageConfig other : others) {
            if (other.approval() == Approval.REQUIRED
                    && review.target().account() != null
                    && review.target().account().equals(other.target().account())) {
                throw new IllegalArgumentException(String.format(
                        "%s must name another account than that of '%s', which takes an approval, got '%s': a pushed"
                                + " branch would be deployed beside it",
                        review.variable("TARGET"), other.name(), review.target().account()));
            }
        }
    }

    private static void requireKnown(Map<String, String> variables, List<StageConfig> declared) {
        Set<String> names = new HashSet<>(Set.of(REVIEW.name()));
        Set<String> known = new HashSet<>(Set.of(REVIEW.variable("TARGET"), REVIEW.variable("ALARM_TOPIC")));
        for (StageConfig environment : declared) {
            if (!names.add(environment.name())) {
                throw new IllegalArgumentException("an environment's name must be its own, got '" + environment.name()
                        + "' twice or that of the branches' environments");
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
                    + names.stream().sorted().collect(Collectors.joining(", ")) + "; got " + unknown);
        }
    }
}
