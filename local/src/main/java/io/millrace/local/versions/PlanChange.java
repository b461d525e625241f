package io.millrace.local.versions;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toCollection;

import io.millrace.assembly.deployment.ApplicationPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two versions, for display.
 *
 * @param what the name of the setting, such as {@code parallelism}, or a property group and its key
 */
public record PlanChange(String what, String from, String to) {
    private static final String NONE = "none";
    private static final String PARALLELISM = "parallelism";
    private static final String KPUS = "KPUs";

    public PlanChange {
        requireNonNull(what, "what is null");
        requireNonNull(from, "from is null");
        requireNonNull(to, "to is null");
    }

    /** All differences between two plans whose jars are in the store; empty when they run the same. */
    public static List<PlanChange> between(ApplicationPlan from, ApplicationPlan to) {
        List<PlanChange> changes = new ArrayList<>();
        add(changes, "code", JarStore.shortName(from.jar()), JarStore.shortName(to.jar()));
        add(changes, "region", from.region(), to.region());
        add(changes, "runtime", from.runtime(), to.runtime());
        add(changes, PARALLELISM, from.parallelism(), to.parallelism());
        add(changes, KPUS, from.kpus(), to.kpus());
        add(changes, "checkpoints", checkpoints(from), checkpoints(to));
        add(changes, "snapshots", from.snapshots() ? "on" : "off", to.snapshots() ? "on" : "off");
        add(changes, "start", restore(from), restore(to));
        add(changes, "log level", from.logLevel(), to.logLevel());
        addGroups(changes, from.propertyGroups(), to.propertyGroups());
        return changes;
    }

    private static void add(List<PlanChange> changes, String what, Object from, Object to) {
        if (!from.equals(to)) {
            changes.add(new PlanChange(what, from.toString(), to.toString()));
        }
    }

    private static String checkpoints(ApplicationPlan plan) {
        return plan.checkpoints()
                .map(checkpoints -> "every %d ms, at least %d ms apart"
                        .formatted(checkpoints.intervalMillis(), checkpoints.minPauseMillis()))
                .orElse(NONE);
    }

    private static String restore(ApplicationPlan plan) {
        return (plan.restore().fromSnapshot() ? "from the newest snapshot" : "from no snapshot")
                + (plan.restore().allowNonRestoredState() ? ", state may be dropped" : "");
    }

    private static void addGroups(
            List<PlanChange> changes, Map<String, Map<String, String>> from, Map<String, Map<String, String>> to) {
        for (String group : keys(from, to)) {
            Map<String, String> before = from.getOrDefault(group, Map.of());
            Map<String, String> after = to.getOrDefault(group, Map.of());
            for (String key : keys(before, after)) {
                if (!Objects.equals(before.get(key), after.get(key))) {
                    changes.add(new PlanChange(group + ": " + key, shown(before.get(key)), shown(after.get(key))));
                }
            }
            if (before.isEmpty() && after.isEmpty() && from.containsKey(group) != to.containsKey(group)) {
                changes.add(new PlanChange(group, group(from, group), group(to, group)));
            }
        }
    }

    /** A value that reads as if there were none has quotes. */
    private static String shown(@Nullable String value) {
        if (value == null) {
            return NONE;
        }
        return value.equals(NONE) ? "'" + value + "'" : value;
    }

    /** A group without a key: the job sees whether it is there. */
    private static String group(Map<String, ?> groups, String id) {
        return groups.containsKey(id) ? "empty" : NONE;
    }

    private static TreeSet<String> keys(Map<String, ?> one, Map<String, ?> other) {
        return Stream.of(one, other).flatMap(map -> map.keySet().stream()).collect(toCollection(TreeSet::new));
    }

    public boolean isOfParallelism() {
        return what.equals(PARALLELISM) || what.equals(KPUS);
    }

    /** The change for display, as in {@code parallelism 1 -> 2}. */
    @Override
    public String toString() {
        return "%s %s -> %s".formatted(what, from, to);
    }

    /** The changes as aligned lines. */
    public static List<String> lines(List<PlanChange> changes) {
        int width = changes.stream()
                .mapToInt(change -> change.what().length())
                .max()
                .orElse(0);
        return changes.stream()
                .map(change -> "  %s  %s -> %s".formatted(pad(change.what(), width), change.from(), change.to()))
                .toList();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
