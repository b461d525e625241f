package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RecordBytes;
import io.millrace.job.record.SourceRecord;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A booking's creation, or an event of it. A Flink POJO, never assigned after construction. The name of this class is
 * part of savepoints.
 */
public final class BookingEvent {
    /** The booking, and the key of all its state: 1 to {@value SourceRecord#MAX_PARTITION_KEY_CHARS} characters. */
    public String bookingId = "";
    /** Whether this is the creation. */
    public boolean creation;
    /** The type of the event; empty for a creation. */
    public String type = "";
    /** Whether an event meets the condition; false for a creation. */
    public boolean counts;
    /** The value to repeat in an alert, as JSON text; null if there is none. */
    public @Nullable String value;
    /** When it happened, in epoch milliseconds. */
    public long time;
    /** The record that it was read from; null once it can no longer be rejected, and after the shuffle. */
    public @Nullable SourceRecord source;
    /** The same after the shuffle, as {@link RecordBytes}. */
    private transient byte @Nullable [] sourceBytes;
    /** The event as it crossed the shuffle. */
    private transient byte @Nullable [] bytes;

    /** For Flink's serializer. */
    public BookingEvent() {}

    private BookingEvent(
            String bookingId,
            boolean creation,
            String type,
            boolean counts,
            @Nullable String value,
            long time,
            @Nullable SourceRecord source) {
        this.bookingId = bookingId;
        this.creation = creation;
        this.type = type;
        this.counts = counts;
        this.value = value;
        this.time = time;
        this.source = source;
    }

    static BookingEvent creation(String bookingId, @Nullable String value, long time, SourceRecord source) {
        return new BookingEvent(bookingId, true, "", false, value, time, source);
    }

    static BookingEvent event(
            String bookingId, String type, boolean counts, @Nullable String value, long time, SourceRecord source) {
        return new BookingEvent(bookingId, false, type, counts, value, time, source);
    }

    /** This event, after the shuffle. */
    BookingEvent received(byte[] itsBytes, byte[] itsSourceBytes) {
        this.bytes = itsBytes;
        this.sourceBytes = itsSourceBytes;
        return this;
    }

    /** The event as a {@link BookingEventFormat} writes it. */
    byte[] bytes() {
        return bytes == null ? BookingEventFormat.bytes(this) : bytes;
    }

    /** The record that it was read from, as {@link RecordBytes}. */
    byte[] sourceBytes() {
        return source == null
                ? requireNonNull(sourceBytes, "the event no longer has its record")
                : RecordBytes.of(source);
    }

    /** Writes the record that it was read from, as an array of {@link RecordBytes}. */
    void writeSource(RecordBytes.Writer records, DataOutputView out) throws IOException {
        if (source == null) {
            BytePrimitiveArraySerializer.INSTANCE.serialize(sourceBytes(), out);
        } else {
            records.write(source, out);
        }
    }

    /** An event that can no longer be rejected. */
    static BookingEvent kept(
            String bookingId, boolean creation, String type, boolean counts, @Nullable String value, long time) {
        return new BookingEvent(bookingId, creation, type, counts, value, time, null);
    }

    /** As it is kept: after the shuffle the event itself, whose record is not written to state. */
    BookingEvent withoutSource() {
        return source == null ? this : kept(bookingId, creation, type, counts, value, time);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof BookingEvent)) {
            return false;
        }
        BookingEvent that = (BookingEvent) other;
        return bookingId.equals(that.bookingId)
                && creation == that.creation
                && type.equals(that.type)
                && counts == that.counts
                && Objects.equals(value, that.value)
                && time == that.time
                && Objects.equals(source, that.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bookingId, creation, type, value, time);
    }

    @Override
    public String toString() {
        return (creation ? "creation" : type) + " of booking " + bookingId + " at " + time;
    }
}
