package io.millrace.job.rollup;

import io.millrace.job.codec.TextCodec;
import io.millrace.job.state.HeldState;
import io.millrace.job.time.EventFormat;
import java.io.IOException;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Partial totals that wait. Version 1: the fields of {@link Totals} (40 bytes) and the key, a {@link TextCodec} text. If there is
 * a single value, the fields are 0 and it (16 bytes).
 */
final class PartialTotalsFormat implements EventFormat<Tuple2<String, Totals>> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;
    private static final long SINGLE = 0;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(Tuple2<String, Totals> partial, DataOutputView out) throws IOException {
        Totals totals = partial.f1;
        if (totals.count == 1) {
            out.writeLong(SINGLE);
            out.writeLong(totals.min);
        } else {
            out.writeLong(totals.count);
            out.writeLong(totals.sumHigh);
            out.writeLong(totals.sumLow);
            out.writeLong(totals.min);
            out.writeLong(totals.max);
        }
        TextCodec.write(partial.f0, out);
    }

    @Override
    public Tuple2<String, Totals> read(int version, long time, DataInputView in) throws IOException {
        HeldState.checkVersion(version, VERSION);
        Totals totals = new Totals();
        long count = in.readLong();
        if (count == SINGLE) {
            totals.add(in.readLong());
        } else {
            totals.merge(count, in.readLong(), in.readLong(), in.readLong(), in.readLong());
        }
        return Tuple2.of(TextCodec.read(in), totals);
    }
}
