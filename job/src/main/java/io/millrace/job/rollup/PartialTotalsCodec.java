package io.millrace.job.rollup;

import io.millrace.job.codec.ElementCodec;
import io.millrace.job.codec.TextCodec;
import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes keys with their partial totals: a {@link TextCodec} text, and 40 bytes. */
final class PartialTotalsCodec implements ElementCodec<Tuple2<String, Totals>> {
    private static final long serialVersionUID = 1L;

    @Override
    public ElementCodec<Tuple2<String, Totals>> duplicate() {
        return this;
    }

    @Override
    public void write(Tuple2<String, Totals> partial, DataOutputView out) throws IOException {
        TextCodec.write(partial.f0, out);
        Totals totals = partial.f1;
        out.writeLong(totals.count);
        out.writeLong(totals.sumHigh);
        out.writeLong(totals.sumLow);
        out.writeLong(totals.min);
        out.writeLong(totals.max);
    }

    @Override
    public Tuple2<String, Totals> read(DataInputView in) throws IOException {
        String key = TextCodec.read(in);
        Totals totals = new Totals();
        totals.merge(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
        return Tuple2.of(key, totals);
    }
}
