package io.millrace.cluster;

import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;

/** What differs between the releases when a snapshot is read. */
final class StateInternals {
    private StateInternals() {}

    /** Whether a type reads what another one wrote. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static TypeSerializerSchemaCompatibility<?> compatibility(
            TypeSerializerSnapshot before, TypeSerializerSnapshot now) {
        return now.resolveSchemaCompatibility(before);
    }

    /** The file with the states' names and types. */
    static StreamStateHandle metadata(IncrementalKeyedStateHandle handle) {
        return handle.getMetaDataStateHandle();
    }
}
