package io.millrace.cluster;

import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;

/** What differs between the releases when a snapshot is read. */
final class StateInternals {
    private StateInternals() {}

    /** Whether a type reads what another one wrote. */
    @SuppressWarnings({"unchecked", "rawtypes", "deprecation"})
    static TypeSerializerSchemaCompatibility<?> compatibility(
            TypeSerializerSnapshot before, TypeSerializerSnapshot now) {
        try {
            return now.resolveSchemaCompatibility(before);
        } catch (NoSuchMethodError inFlink1x18) {
            return before.resolveSchemaCompatibility(now.restoreSerializer());
        }
    }

    /** The file with the states' names and types. */
    static StreamStateHandle metadata(IncrementalKeyedStateHandle handle) {
        try {
            return handle.getMetaDataStateHandle();
        } catch (NoSuchMethodError inFlink1x18) {
            try {
                return (StreamStateHandle) IncrementalRemoteKeyedStateHandle.class
                        .getMethod("getMetaStateHandle")
                        .invoke(handle);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
