package io.millrace.job.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.junit.jupiter.api.Test;

class StreamTypeInfoTest {
    @Test
    void everySerializerHasACodecOfItsOwn() throws IOException {
        StreamTypeInfo<Integer> type = new StreamTypeInfo<>(Integer.class, new Sums());
        TypeSerializer<Integer> one = type.createSerializer(new SerializerConfigImpl());
        one.serialize(3, new DataOutputSerializer(4));

        for (TypeSerializer<Integer> other :
                List.of(one.duplicate(), type.createSerializer(new SerializerConfigImpl()))) {
            DataOutputSerializer out = new DataOutputSerializer(4);
            other.serialize(4, out);
            assertThat(out.getCopyOfBuffer()).containsExactly(4);
        }
    }

    /** Writes the sum of all that it got. */
    private static final class Sums implements ElementCodec<Integer> {
        private static final long serialVersionUID = 1L;

        private int sum;

        @Override
        public ElementCodec<Integer> duplicate() {
            return new Sums();
        }

        @Override
        public void write(Integer element, DataOutputView out) throws IOException {
            sum += element;
            out.writeByte(sum);
        }

        @Override
        public Integer read(DataInputView in) throws IOException {
            return (int) in.readByte();
        }
    }
}
