package io.millrace.job.booking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.SourceRecord;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class BookingEventCodecTest {
    @Property(tries = 100)
    void eventIsReadAsItWasWritten(
            @ForAll @StringLength(max = 20) String bookingId,
            @ForAll @StringLength(max = 20) String text,
            @ForAll boolean creation,
            @ForAll boolean flag,
            @ForAll long time)
            throws Exception {
        SourceRecord source = Specimen.record(time, text);
        BookingEvent event = creation
                ? BookingEvent.creation(bookingId, flag ? text : null, time, source)
                : BookingEvent.event(bookingId, text, flag, flag ? null : text, time, source);

        BookingEventCodec codec = new BookingEventCodec();
        DataOutputSerializer out = new DataOutputSerializer(64);
        codec.write(event, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        BookingEvent read = codec.read(in);

        assertThat(in.available()).isZero();
        assertThat(read.withoutSource()).isEqualTo(event.withoutSource());
        assertThat(new BookingEventOrder().source(read)).isEqualTo(source);
        // through another shuffle
        DataOutputSerializer again = new DataOutputSerializer(64);
        codec.write(read, again);
        assertThat(again.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
        assertThat(new String(source.data, UTF_8)).isEqualTo(text);
    }
}
