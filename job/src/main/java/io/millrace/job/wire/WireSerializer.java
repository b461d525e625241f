package io.millrace.job.wire;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Writes and reads a {@link WireType}'s elements. */
final class WireSerializer<E> extends TypeSerializer<E> {
    private static final long serialVersionUID = 1L;

    private final Class<E> type;
    private final Wire<E> wire;

    WireSerializer(Class<E> type, Wire<E> wire) {
        this.type = type;
        this.wire = wire;
    }

    @Override
    public void serialize(E element, DataOutputView out) throws IOException {
        wire.write(element, out);
    }

    @Override
    public E deserialize(DataInputView in) throws IOException {
        return wire.read(in);
    }

    /** Elements are immutable: none is used again. */
    @Override
    public E deserialize(E used, DataInputView in) throws IOException {
        return wire.read(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        wire.write(wire.read(in), out);
    }

    @Override
    public E copy(E element) {
        return element;
    }

    @Override
    public E copy(E element, E used) {
        return element;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    /** Without state, so every subtask may have the same. */
    @Override
    public TypeSerializer<E> duplicate() {
        return this;
    }

    /** An empty instance would only be used again, and none is. */
    @Override
    public @Nullable E createInstance() {
        return null;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<E> snapshotConfiguration() {
        throw new UnsupportedOperationException(
                type.getSimpleName() + " has a type for streams; keep it in state with TypeInformation.of");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WireSerializer
                && type.equals(((WireSerializer<?>) other).type)
                && wire.getClass().equals(((WireSerializer<?>) other).wire.getClass());
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }
}
