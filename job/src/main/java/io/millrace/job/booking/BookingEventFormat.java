package io.millrace.job.booking;

import io.millrace.job.codec.TextCodec;
import io.millrace.job.state.HeldState;
import io.millrace.job.time.EventFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Events of bookings that wait. Version 1: two booleans, whether it is the creation and whether it counts; three {@link
 * TextCodec} texts: the booking, the type and the value, or else an empty one; and a boolean, whether there is a value.
 */
final class BookingEventFormat implements EventFormat<BookingEvent> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;
    private static final int FIXED_BYTES = 3 + 3 * Integer.BYTES;

    @Override
    public int version() {
        return VERSION;
    }

    @Override
    public void write(BookingEvent event, DataOutputView out) throws IOException {
        out.write(event.bytes());
    }

    /** The bytes of an event, without its time. */
    static byte[] bytes(BookingEvent event) {
        String value = event.value == null ? "" : event.value;
        // exactly, unless a character is not Latin
        DataOutputSerializer out =
                new DataOutputSerializer(FIXED_BYTES + event.bookingId.length() + event.type.length() + value.length());
        try {
            out.writeBoolean(event.creation);
            out.writeBoolean(event.counts);
            TextCodec.write(event.bookingId, out);
            TextCodec.write(event.type, out);
            TextCodec.write(value, out);
            out.writeBoolean(event.value != null);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        byte[] buffer = out.getSharedBuffer();
        return out.length() == buffer.length ? buffer : out.getCopyOfBuffer();
    }

    @Override
    public BookingEvent read(int version, long time, DataInputView in) throws IOException {
        HeldState.checkVersion(version, VERSION);
        boolean creation = in.readBoolean();
        boolean counts = in.readBoolean();
        String bookingId = TextCodec.read(in);
        String type = TextCodec.read(in);
        String value = TextCodec.read(in);
        return BookingEvent.kept(bookingId, creation, type, counts, in.readBoolean() ? value : null, time);
    }
}
