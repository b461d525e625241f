package io.millrace.cluster;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.util.ExceptionUtils;

/** The states in a savepoint or checkpoint, without their content: the serializer snapshots of each operator's states. */
final class SnapshotStates {
    /** The part for the key, which is the same for all keyed states of an operator. */
    static final String KEY = "key";

    private final Map<OperatorID, Map<String, Map<String, TypeSerializerSnapshot<?>>>> byOperator;
    private final Map<OperatorID, String> unreadable;

    SnapshotStates(
            Map<OperatorID, Map<String, Map<String, TypeSerializerSnapshot<?>>>> byOperator,
            Map<OperatorID, String> unreadable) {
        this.byOperator = Map.copyOf(byOperator);
        this.unreadable = Map.copyOf(unreadable);
    }

    /** By operator and name of the state: the parts of its type, such as its value and its namespace. */
    Map<OperatorID, Map<String, Map<String, TypeSerializerSnapshot<?>>>> byOperator() {
        return byOperator;
    }

    /** Operators whose states not even their types can be read of, and why: another jar has written them. */
    Map<OperatorID, String> unreadable() {
        return unreadable;
    }

    /**
     * Reads a snapshot.
     *
     * @param snapshot the directory that holds {@code _metadata}
     * @param classes the class loader of the job
     */
    static SnapshotStates read(Path snapshot, ClassLoader classes) throws IOException {
        Map<OperatorID, Map<String, Map<String, TypeSerializerSnapshot<?>>>> operators = new LinkedHashMap<>();
        Map<OperatorID, String> unreadable = new LinkedHashMap<>();
        try (InputStream metadata = Files.newInputStream(snapshot.resolve("_metadata"))) {
            for (OperatorState operator : Checkpoints.loadCheckpointMetadata(
                            new DataInputStream(metadata),
                            classes,
                            // not a URI: Flink's own Path is not percent-encoded
                            "file://" + snapshot.toAbsolutePath())
                    .getOperatorStates()) {
                Map<String, Map<String, TypeSerializerSnapshot<?>>> states = new TreeMap<>();
                try {
                    for (OperatorSubtaskState subtask : operator.getStates()) {
                        read(subtask, classes, states);
                    }
                } catch (IOException e) {
                    unreadable.put(operator.getOperatorID(), reason(e));
                    continue;
                }
                if (!states.isEmpty()) {
                    operators.put(operator.getOperatorID(), states);
                }
            }
        }
        return new SnapshotStates(operators, unreadable);
    }

    private static String reason(IOException failure) {
        return ExceptionUtils.findThrowable(failure, ClassNotFoundException.class)
                .map(missing -> "class " + missing.getMessage() + " is not in the jar")
                .orElse(String.valueOf(failure.getMessage()));
    }

    private static void read(
            OperatorSubtaskState subtask,
            ClassLoader classes,
            Map<String, Map<String, TypeSerializerSnapshot<?>>> states)
            throws IOException {
        for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
            OperatorBackendSerializationProxy proxy = new OperatorBackendSerializationProxy(classes);
            try (InputStream in = handle.openInputStream()) {
                proxy.read(new DataInputViewStreamWrapper(in));
            }
            List<StateMetaInfoSnapshot> all = new ArrayList<>(proxy.getOperatorStateMetaInfoSnapshots());
            all.addAll(proxy.getBroadcastStateMetaInfoSnapshots());
            all.forEach(state -> states.put(state.getName(), state.getSerializerSnapshotsImmutable()));
        }
        for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
            Optional<StreamStateHandle> header = header(handle);
            if (header.isPresent()) {
                KeyedBackendSerializationProxy<?> proxy = new KeyedBackendSerializationProxy<>(classes);
                try (InputStream in = header.get().openInputStream()) {
                    proxy.read(new DataInputViewStreamWrapper(in));
                }
                for (StateMetaInfoSnapshot state : proxy.getStateMetaInfoSnapshots()) {
                    Map<String, TypeSerializerSnapshot<?>> types =
                            new TreeMap<>(state.getSerializerSnapshotsImmutable());
                    types.put(KEY, proxy.getKeySerializerSnapshot());
                    states.put(state.getName(), types);
                }
            }
        }
    }

    /** The file with the states' names and types: of their own, or with the states behind them. */
    private static Optional<StreamStateHandle> header(KeyedStateHandle handle) {
        if (handle instanceof IncrementalKeyedStateHandle) {
            return Optional.of(StateInternals.metadata((IncrementalKeyedStateHandle) handle));
        }
        return handle instanceof KeyGroupsStateHandle ? Optional.of((KeyGroupsStateHandle) handle) : Optional.empty();
    }
}
