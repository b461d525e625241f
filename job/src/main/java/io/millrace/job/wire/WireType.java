package io.millrace.job.wire;

import static java.util.Objects.requireNonNull;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.jspecify.annotations.Nullable;

/**
 * The type of a stream whose elements are immutable and are written by a {@link Wire}. For streams only: state must
 * outlive a deploy, and is kept as POJOs, which can gain fields.
 */
public final class WireType<E> extends TypeInformation<E> {
    private static final long serialVersionUID = 1L;

    private final Class<E> type;
    private final Wire<E> wire;

    public WireType(Class<E> type, Wire<E> wire) {
        this.type = requireNonNull(type, "type is null");
        this.wire = requireNonNull(wire, "wire is null");
    }

    /** The type of a stream of pairs. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // a class knows nothing of its type arguments
    public static <A, B> WireType<Tuple2<A, B>> ofTuple(Wire<Tuple2<A, B>> wire) {
        return new WireType<>((Class) Tuple2.class, wire);
    }

    @Override
    public TypeSerializer<E> createSerializer(SerializerConfig config) {
        return new WireSerializer<>(type, wire);
    }

    @Override
    @SuppressWarnings("deprecation") // what Flink 1.20 still calls
    public TypeSerializer<E> createSerializer(ExecutionConfig config) {
        return new WireSerializer<>(type, wire);
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
        return other instanceof WireType;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WireType
                && type.equals(((WireType<?>) other).type)
                && wire.getClass().equals(((WireType<?>) other).wire.getClass());
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return "WireType<" + type.getSimpleName() + ">";
    }
}
