package io.millrace.benchmarks.outliers;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.jspecify.annotations.Nullable;

/**
 * A part of a key's state: the moments of what has been scored, measurements that wait, or both. A list of parts is appended to
 * without being read, and one read has everything.
 */
public final class StatePart implements CopyableValue<StatePart> {
    private static final long serialVersionUID = 1L;

    private static final int MOMENTS_BYTES = Long.BYTES + 2 * Double.BYTES;

    /** Null in parts that have been appended. */
    transient @Nullable Moments moments;

    Samples waiting;

    StatePart(@Nullable Moments moments, Samples waiting) {
        this.moments = moments;
        this.waiting = waiting;
    }

    /** For Flink. */
    public StatePart() {
        this(null, new Samples());
    }

    @Override
    public void write(DataOutputView out) throws IOException {
        Moments scored = moments;
        out.writeBoolean(scored != null);
        if (scored != null) {
            out.writeLong(scored.count);
            out.writeDouble(scored.mean);
            out.writeDouble(scored.variance);
        }
        waiting.writeSamples(out);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        moments = null;
        if (in.readBoolean()) {
            Moments scored = new Moments();
            scored.count = in.readLong();
            scored.mean = in.readDouble();
            scored.variance = in.readDouble();
            moments = scored;
        }
        waiting.readSamples(in);
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(StatePart target) {
        target.moments = moments == null ? null : moments.copy();
        target.waiting = waiting.copy();
    }

    @Override
    public StatePart copy() {
        StatePart copy = new StatePart();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        boolean scored = source.readBoolean();
        target.writeBoolean(scored);
        if (scored) {
            target.write(source, MOMENTS_BYTES);
        }
        Samples.copySamples(source, target);
    }
}
