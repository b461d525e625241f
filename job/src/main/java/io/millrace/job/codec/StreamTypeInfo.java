package io.millrace.job.codec;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/**
 * The type of a stream whose elements are immutable and are written by a {@link ElementCodec}. For streams only: state must
 * outlive a deploy, and is kept as POJOs, which can gain fields.
 */
public final class StreamTypeInfo<E> extends TypeInformation<E> {
    private static final long serialVersionUID = 1L;

    private final Class<E> type;
    private final ElementCodec<E> codec;

    public StreamTypeInfo(Class<E> type, ElementCodec<E> codec) {
        this.type = requireNonNull(type, "type is null");
        this.codec = requireNonNull(codec, "codec is null");
    }

    /** The type of a stream of pairs. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class object has no type arguments
    public static <A, B> StreamTypeInfo<Tuple2<A, B>> ofTuple(ElementCodec<Tuple2<A, B>> codec) {
        return new StreamTypeInfo<>((Class) Tuple2.class, codec);
    }

    @Override
    public TypeSerializer<E> createSerializer(SerializerConfig config) {
        return new StreamTypeSerializer<>(type, codec);
    }

    /** What Flink 1 calls; not there in Flink 2. */
    @SuppressWarnings({"deprecation", "MissingOverride"})
    public TypeSerializer<E> createSerializer(ExecutionConfig config) {
        return new StreamTypeSerializer<>(type, codec);
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<E> getTypeClass() {
        return type;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof StreamTypeInfo;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StreamTypeInfo
                && type.equals(((StreamTypeInfo<?>) other).type)
                && codec.getClass().equals(((StreamTypeInfo<?>) other).codec.getClass());
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return "StreamTypeInfo<" + type.getSimpleName() + ">";
    }
}
