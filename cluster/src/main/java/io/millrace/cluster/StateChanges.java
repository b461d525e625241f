package io.millrace.cluster;

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

/** What another version of a job would lose of a snapshot: a sentence for each loss. */
final class StateChanges {
    /** Parts of a type that Flink reads as they were written, or not at all. */
    private static final Set<String> NEVER_MIGRATED =
            Set.of(SnapshotStates.KEY, CommonSerializerKeys.NAMESPACE_SERIALIZER.toString());

    private final SnapshotStates before;
    private final JobOperators whose;

    /** @param whose the operators of the job that took the snapshot */
    StateChanges(SnapshotStates before, JobOperators whose) {
        this.before = before;
        this.whose = whose;
    }

    /** Operators whose state nobody would take. */
    List<String> lostOperators(JobOperators now) {
        List<String> losses = new ArrayList<>();
        before.byOperator().forEach((id, states) -> {
            if (!now.ids().contains(id)) {
                losses.add("operator %s is not in this job: what it knows would be lost, which is %s"
                        .formatted(whose.describe(id), quoted(states.keySet())));
            }
        });
        return sorted(losses);
    }

    /**
     * States that the job does not have any more, or has as another type.
     *
     * @param now a snapshot of the job as it would be
     */
    List<String> changedStates(SnapshotStates now) {
        List<String> losses = new ArrayList<>();
        before.byOperator().forEach((id, states) -> {
            Map<String, Map<String, TypeSerializerSnapshot<?>>> known =
                    now.byOperator().get(id);
            if (known != null) {
                states.forEach((state, types) -> changes(whose.describe(id), state, types, known.get(state), losses));
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
            losses.add("operator %s has no state '%s' any more: its content would be lost".formatted(operator, state));
            return;
        }
        before.forEach((part, type) -> {
            TypeSerializerSnapshot<?> today = now.get(part);
            if (today == null || !canRead(today, type, NEVER_MIGRATED.contains(part))) {
                losses.add("state '%s' of operator %s cannot be read: its %s was %s and is %s"
                        .formatted(
                                state,
                                operator,
                                words(part),
                                describe(type),
                                today == null ? "nothing" : describe(today)));
            }
        });
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static boolean canRead(TypeSerializerSnapshot now, TypeSerializerSnapshot before, boolean unchanged) {
        TypeSerializerSchemaCompatibility<?> compatibility = now.resolveSchemaCompatibility(before);
        return !compatibility.isIncompatible() && !(unchanged && compatibility.isCompatibleAfterMigration());
    }

    /** As in {@code value} for {@code VALUE_SERIALIZER}. */
    private static String words(String part) {
        return part.replace("_SERIALIZER", "").replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    private static String describe(TypeSerializerSnapshot<?> type) {
        TypeSerializer<?> serializer = type.restoreSerializer();
        Object specimen = serializer.createInstance();
        String name = serializer.getClass().getSimpleName();
        return specimen == null
                ? name
                : "%s of %s".formatted(name, specimen.getClass().getSimpleName());
    }

    private static String quoted(Set<String> names) {
        return "'" + String.join("', '", names) + "'";
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }
}
