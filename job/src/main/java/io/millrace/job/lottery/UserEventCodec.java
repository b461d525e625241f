package io.millrace.job.lottery;

import io.millrace.job.codec.ElementCodec;
import io.millrace.job.record.RecordBytes;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes users' events between the subtasks that read and those that process them. */
final class UserEventCodec implements ElementCodec<UserEvent> {
    private static final long serialVersionUID = 1L;

    private final RecordBytes.Writer records = new RecordBytes.Writer();

    @Override
    public ElementCodec<UserEvent> duplicate() {
        return new UserEventCodec();
    }

    @Override
    public void write(UserEvent event, DataOutputView out) throws IOException {
        out.writeLong(event.userId);
        out.writeLong(event.coupons);
        out.writeLong(event.lotteryId);
        out.writeLong(event.time);
        event.writeSource(records, out);
    }

    @Override
    public UserEvent read(DataInputView in) throws IOException {
        long userId = in.readLong();
        long coupons = in.readLong();
        long lotteryId = in.readLong();
        long time = in.readLong();
        byte[] source = BytePrimitiveArraySerializer.INSTANCE.deserialize(in);
        return new UserEvent(userId, coupons, lotteryId, time, source);
    }
}
