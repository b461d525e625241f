package io.millrace.job.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class PartialTotalsCodecTest {
    private final PartialTotalsCodec wire = new PartialTotalsCodec();

    @Property
    void deserializedElementsEqualTheSerializedOnes(@ForAll String key, @ForAll List<Long> values) throws IOException {
        Totals totals = new Totals();
        values.forEach(totals::add);
        DataOutputSerializer out = new DataOutputSerializer(16);
        wire.write(Tuple2.of(key, totals), out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());

        assertThat(wire.read(in)).isEqualTo(Tuple2.of(key, totals));
        assertThat(in.available()).isZero();
    }
}
