package io.millrace.job.booking;

import io.millrace.job.codec.ElementCodec;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/** Serializes bookings' events, with their records, between the subtasks that read and those that sort them. */
final class BookingEventCodec implements ElementCodec<BookingEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void write(BookingEvent event, DataOutputView out) throws IOException {
        StringValue.writeString(event.bookingId, out);
        out.writeBoolean(event.creation);
        StringValue.writeString(event.type, out);
        out.writeBoolean(event.counts);
        // writes null as well
        StringValue.writeString(event.value, out);
        out.writeLong(event.time);
        BytePrimitiveArraySerializer.INSTANCE.serialize(event.sourceBytes(), out);
    }

    @Override
    public BookingEvent read(DataInputView in) throws IOException {
        String bookingId = StringValue.readString(in);
        boolean creation = in.readBoolean();
        String type = StringValue.readString(in);
        boolean counts = in.readBoolean();
        String value = StringValue.readString(in);
        long time = in.readLong();
        byte[] source = BytePrimitiveArraySerializer.INSTANCE.deserialize(in);
        return BookingEvent.read(bookingId, creation, type, counts, value, time, source);
    }
}
