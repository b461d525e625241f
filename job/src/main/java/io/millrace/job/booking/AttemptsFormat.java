package io.millrace.job.booking;

import io.millrace.job.booking.cache.ValueFormat;
import io.millrace.job.state.HeldState;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Attempts at a sequence in memory and in checkpoints. Version 1: their number (2 bytes), and 8 bytes for each. */
final class AttemptsFormat implements ValueFormat<long[]> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(long[] attempts, DataOutputView out) throws IOException {
        out.writeShort(attempts.length);
        for (long attempt : attempts) {
            out.writeLong(attempt);
        }
    }

    @Override
    public long[] read(int version, DataInputView in) throws IOException {
        HeldState.checkVersion(version, VERSION);
        long[] attempts = new long[in.readUnsignedShort()];
        for (int i = 0; i < attempts.length; i++) {
            attempts[i] = in.readLong();
        }
        return attempts;
    }
}
