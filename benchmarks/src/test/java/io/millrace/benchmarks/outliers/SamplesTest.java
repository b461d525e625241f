package io.millrace.benchmarks.outliers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.CopyableValue;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final int BYTES = 64;

    @Test
    void sortsByTimeThenValue() {
        Samples samples = samples(3, 9, 1, 5, 3, 2, 1, 5);

        samples.sort();

        assertThat(text(samples)).isEqualTo("1:5.0 1:5.0 3:2.0 3:9.0");
    }

    @Test
    void dropsWhatIsLate() {
        Samples samples = samples(3, 9, 1, 5, 4, 2, 2, 7);

        samples.dropUntil(2);

        assertThat(text(samples)).isEqualTo("3:9.0 4:2.0");
    }

    @Test
    void growsWithWhatIsAdded() {
        Samples samples = samples(1, 1);

        samples.add(samples(2, 2, 3, 3, 4, 4), 1);

        assertThat(text(samples)).isEqualTo("1:1.0 3:3.0 4:4.0");
    }

    @Test
    void writesItself() throws IOException {
        Samples samples = samples(1, 2, 3, 4);
        samples.key = "sensor";

        Samples read = new Samples();
        rewrite(samples, read);

        assertThat(read.key).isEqualTo("sensor");
        assertThat(text(read)).isEqualTo("1:2.0 3:4.0");
    }

    @Test
    void stateHasMomentsAndWhatWaits() throws IOException {
        Moments moments = new Moments();
        moments.add(7, 0.5);

        StatePart read = new StatePart();
        rewrite(new StatePart(moments, samples(1, 2)), read);

        assertThat(read.moments).usingRecursiveComparison().isEqualTo(moments);
        assertThat(text(read.waiting)).isEqualTo("1:2.0");

        rewrite(new StatePart(null, samples(3, 4)), read);

        assertThat(read.moments).isNull();
        assertThat(text(read.waiting)).isEqualTo("3:4.0");
    }

    /** Writes, copies what is written and reads it. */
    private static <V extends CopyableValue<V>> void rewrite(V written, V read) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(BYTES);
        written.write(out);
        DataOutputSerializer copied = new DataOutputSerializer(BYTES);
        written.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());
        read.read(new DataInputDeserializer(copied.getCopyOfBuffer()));
    }

    private static Samples samples(int... timesAndValues) {
        Samples samples = new Samples();
        for (int i = 0; i < timesAndValues.length; i += 2) {
            samples.add(timesAndValues[i], timesAndValues[i + 1]);
        }
        return samples;
    }

    private static String text(Samples samples) {
        return String.join(
                " ",
                IntStream.range(0, samples.size)
                        .mapToObj(i -> samples.times[i] + ":" + samples.values[i])
                        .toList());
    }
}
