package org.apache.flink.cep.nfa.sharedbuffer;

import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * The serializer of a state in an old layout, which flink-cep of Flink 1 registers in each operator to migrate it. The
 * state is empty, but every savepoint names this class, and flink-cep of Flink 2 does not have it. Snapshots that Flink 2
 * takes do not name it any more.
 */
@SuppressWarnings("IdentifierName")
public final class SharedBufferNode$SharedBufferNodeSerializer$SharedBufferNodeSerializerSnapshot
        extends CompositeTypeSerializerSnapshot<SharedBufferNode, SharedBufferNodeSerializer> {
    private static final int VERSION = 1;

    @Override
    protected int getCurrentOuterSnapshotVersion() {
        return VERSION;
    }

    /** Never called: no serializer writes this snapshot. */
    @Override
    protected TypeSerializer<?>[] getNestedSerializers(SharedBufferNodeSerializer serializer) {
        return new TypeSerializer<?>[] {};
    }

    @Override
    protected SharedBufferNodeSerializer createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
        return new SharedBufferNodeSerializer();
    }
}
