package io.millrace.benchmarks.booking;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.CopyableValue;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/** A record of a booking. Writes itself, so that Flink needs no reflection. */
public final class BookingStep implements CopyableValue<BookingStep> {
    private static final long serialVersionUID = 1L;

    private static final int BYTES_AFTER_ID = 1 + Integer.BYTES + Long.BYTES;

    String bookingId = "";
    /** Null if no rule is about the record; such a record is not sent. */
    @Nullable
    StepKind kind;

    int value;
    long time;

    @Override
    public void write(DataOutputView out) throws IOException {
        StringValue.writeString(bookingId, out);
        out.writeByte(kind == null ? -1 : kind.code());
        out.writeInt(value);
        out.writeLong(time);
    }

    @Override
    public void read(DataInputView in) throws IOException {
        bookingId = StringValue.readString(in);
        int code = in.readByte();
        kind = code < 0 ? null : StepKind.of(code);
        value = in.readInt();
        time = in.readLong();
    }

    @Override
    public int getBinaryLength() {
        return -1;
    }

    @Override
    public void copyTo(BookingStep target) {
        target.bookingId = bookingId;
        target.kind = kind;
        target.value = value;
        target.time = time;
    }

    @Override
    public BookingStep copy() {
        BookingStep copy = new BookingStep();
        copyTo(copy);
        return copy;
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        StringValue.copyString(source, target);
        target.write(source, BYTES_AFTER_ID);
    }
}
