package io.millrace.job.codec;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The serializer of a {@link StreamTypeInfo}. */
final class StreamTypeSerializer<E> extends TypeSerializer<E> {
    private static final long serialVersionUID = 1L;

    private final Class<E> type;
    private final ElementCodec<E> codec;

    StreamTypeSerializer(Class<E> type, ElementCodec<E> codec) {
        this.type = type;
        // the type has one codec for all of its serializers
        this.codec = codec.duplicate();
    }

    @Override
    public void serialize(E element, DataOutputView out) throws IOException {
        codec.write(element, out);
    }

    @Override
    public E deserialize(DataInputView in) throws IOException {
        return codec.read(in);
    }

    /** Elements are immutable: none is reused. */
    @Override
    public E deserialize(E used, DataInputView in) throws IOException {
        return codec.read(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        codec.write(codec.read(in), out);
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

    @Override
    public TypeSerializer<E> duplicate() {
        return new StreamTypeSerializer<>(type, codec);
    }

    /** Instances are not reused, so none is needed. */
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
        return other instanceof StreamTypeSerializer
                && type.equals(((StreamTypeSerializer<?>) other).type)
                && codec.getClass().equals(((StreamTypeSerializer<?>) other).codec.getClass());
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }
}
