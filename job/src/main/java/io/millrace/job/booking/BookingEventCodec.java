package io.millrace.job.booking;

import io.millrace.job.codec.ElementCodec;
import io.millrace.job.record.RecordBytes;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Serializes bookings' events, with their records, between the subtasks that read and those that sort them. An event comes in
 * the bytes in which it waits there, as one array, so that they need not be made of its fields again.
 */
final class BookingEventCodec implements ElementCodec<BookingEvent> {
    private static final long serialVersionUID = 1L;
    private static final BookingEventFormat FORMAT = new BookingEventFormat();

    private final RecordBytes.Writer records = new RecordBytes.Writer();

    @Override
    public ElementCodec<BookingEvent> duplicate() {
        return new BookingEventCodec();
    }

    @Override
    public void write(BookingEvent event, DataOutputView out) throws IOException {
        BytePrimitiveArraySerializer.INSTANCE.serialize(event.bytes(), out);
        out.writeLong(event.time);
        event.writeSource(records, out);
    }

    @Override
    public BookingEvent read(DataInputView in) throws IOException {
        byte[] bytes = BytePrimitiveArraySerializer.INSTANCE.deserialize(in);
        long time = in.readLong();
        byte[] source = BytePrimitiveArraySerializer.INSTANCE.deserialize(in);
        BookingEvent event = FORMAT.read(FORMAT.version(), time, new DataInputDeserializer(bytes));
        return event.received(bytes, source);
    }
}
