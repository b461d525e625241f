package io.millrace.cluster;

import static java.util.stream.Collectors.toUnmodifiableList;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.jspecify.annotations.Nullable;

/** What of a snapshot another version of the job would lose: a sentence for each loss. */
final class StateChanges {
    /** Parts of a type that Flink cannot migrate. */
    private static final Set<String> NEVER_MIGRATED =
            Set.of(SnapshotStates.KEY, CommonSerializerKeys.NAMESPACE_SERIALIZER.toString());

    /** An empty state that flink-cep of Flink 1 registers to migrate an old layout; Flink 2 does not have it. */
    private static final Set<String> DROPPED_BY_FLINK = Set.of("sharedBuffer-entries");

    private final SnapshotStates before;
    private final JobOperators writer;

    /** @param writer the operators of the job that took the snapshot */
    StateChanges(SnapshotStates before, JobOperators writer) {
        this.before = before;
        this.writer = writer;
    }

    /** Operators that have state and are no longer in the job. */
    List<String> lostOperators(JobOperators now) {
        List<String> losses = new ArrayList<>();
        before.byOperator().forEach((id, states) -> {
            if (!now.ids().contains(id)) {
                losses.add(String.format(
                        "operator %s is not in this job: its state would be lost: %s",
                        writer.describe(id), quoted(states.keySet())));
            }
        });
        before.unreadable().keySet().stream()
                .filter(id -> !now.ids().contains(id))
                .forEach(id -> losses.add(
                        String.format("operator %s is not in this job: its state would be lost", writer.describe(id))));
        return sorted(losses);
    }

    /**
     * States that the job no longer has, or whose type it can no longer read.
     *
     * @param now a snapshot of the other version
     */
    List<String> changedStates(SnapshotStates now) {
        List<String> losses = new ArrayList<>();
        before.unreadable().forEach((id, reason) -> {
            if (now.byOperator().containsKey(id)) {
                losses.add(String.format("the state of operator %s cannot be read: %s", writer.describe(id), reason));
            }
        });
        before.byOperator().forEach((id, states) -> {
            Map<String, Map<String, TypeSerializerSnapshot<?>>> known =
                    now.byOperator().get(id);
            if (known != null) {
                states.forEach((state, types) -> changes(writer.describe(id), state, types, known.get(state), losses));
            }
        });
        return sorted(losses);
    }

    private static void changes(
            String operator,
            String state,
            Map<String, TypeSerializerSnapshot<?>> before,
            @Nullable Map<String, TypeSerializerSnapshot<?>> now,
            List<String> losses) {
        if (now == null) {
            if (DROPPED_BY_FLINK.contains(state)) {
                return;
            }
            losses.add(String.format(
                    "operator %s no longer has the state '%s': its content would be lost", operator, state));
            return;
        }
        before.forEach((part, type) -> {
            TypeSerializerSnapshot<?> today = now.get(part);
            if (today == null || !canRead(today, type, NEVER_MIGRATED.contains(part))) {
                losses.add(String.format(
                        "state '%s' of operator %s cannot be read: its %s was %s and is %s",
                        state, operator, words(part), describe(type), today == null ? "nothing" : describe(today)));
            }
        });
    }

    private static boolean canRead(TypeSerializerSnapshot<?> now, TypeSerializerSnapshot<?> before, boolean unchanged) {
        TypeSerializerSchemaCompatibility<?> compatibility = StateInternals.compatibility(before, now);
        return !compatibility.isIncompatible() && !(unchanged && compatibility.isCompatibleAfterMigration());
    }

    /** As in {@code value} for {@code VALUE_SERIALIZER}. */
    private static String words(String part) {
        return part.replace("_SERIALIZER", "").replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static String describe(TypeSerializerSnapshot<?> type) {
        TypeSerializer<?> serializer = type.restoreSerializer();
        Object instance = serializer.createInstance();
        String name = serializer.getClass().getSimpleName();
        return instance == null
                ? name
                : String.format("%s of %s", name, instance.getClass().getSimpleName());
    }

    private static String quoted(Set<String> names) {
        return "'" + String.join("', '", names) + "'";
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().collect(toUnmodifiableList());
    }
}
