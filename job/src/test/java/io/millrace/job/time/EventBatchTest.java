package io.millrace.job.time;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.MathUtils;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventBatchTest {
    private static final TextOrder ORDER = new TextOrder();
    private static final int SLICES = 5;
    private static final int SLICE_MILLIS = 16;
    /** Within the last slice. */
    private static final long UNTIL = (SLICES - 1) * SLICE_MILLIS + 5;

    private static final Comparator<StreamRecord<String>> SORTED = Comparator.<StreamRecord<String>>comparingInt(
                    event -> MathUtils.murmurHash(ORDER.key(event.getValue()).hashCode()))
            .thenComparing(event -> ORDER.key(event.getValue()))
            .thenComparingLong(StreamRecord::getTimestamp)
            .thenComparing(StreamRecord::getValue);

    /** Few events; many, of many and of few keys; and many large ones. Later ones come to the last slice meanwhile. */
    @ParameterizedTest
    @CsvSource({"0, 10, 1", "1, 10, 1", "4000, 10, 100", "12000, 10, 3", "60000, 10, 30000", "12000, 600, 3000"})
    void emitsByHashKeyTimeAndOrderWhateverTheNumberAndLength(int size, int length, int keys) throws Exception {
        Random random = new Random(size + length);
        List<Slice<String>> slices = new ArrayList<>();
        for (int i = 0; i < SLICES; i++) {
            slices.add(new Slice<>());
        }
        List<StreamRecord<String>> events = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            StreamRecord<String> event = event(random, length, keys);
            events.add(event);
            slices.get((int) event.getTimestamp() / SLICE_MILLIS)
                    .add(
                            MathUtils.murmurHash(ORDER.key(event.getValue()).hashCode()),
                            event.getTimestamp(),
                            event.getValue(),
                            new TextFormat());
        }

        EventBatch<String> batch = new EventBatch<>(ORDER, new TextFormat());
        slices.subList(0, SLICES - 1).forEach(batch::add);
        batch.addUntil(UNTIL, slices.get(SLICES - 1));
        assertThat(batch.size() >= EventBatch.MANY).isEqualTo(size >= 12_000);
        List<StreamRecord<String>> emitted = new ArrayList<>();
        int left = slices.get(SLICES - 1).size();
        batch.emit(event -> {
            emitted.add(event);
            slices.get(SLICES - 1).add(0, UNTIL + 1, "later on", new TextFormat());
        });

        assertThat(emitted)
                .isEqualTo(events.stream()
                        .filter(event -> event.getTimestamp() <= UNTIL)
                        .sorted(SORTED)
                        .distinct()
                        .collect(toList()));
        assertThat(batch.size() + left).isEqualTo(size);
    }

    /** The keys {@code Aa...} and {@code BB...} have the same hash. */
    private static StreamRecord<String> event(Random random, int length, int keys) {
        String key = (random.nextBoolean() ? "Aa" : "BB") + random.nextInt(keys);
        return new StreamRecord<>(
                key + " " + Integer.toString(random.nextInt(4)).repeat(length), random.nextInt(SLICES * SLICE_MILLIS));
    }
}
