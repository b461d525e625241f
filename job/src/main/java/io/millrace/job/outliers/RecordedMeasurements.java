package io.millrace.job.outliers;

import io.millrace.job.measurement.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Measurements that may be late and thus keep their records, by key. */
final class RecordedMeasurements {
    /** Of what is sent together: with their records, so many fit some buffers of Flink's network. */
    private static final int MAX_SIZE = 256;

    /** Of the objects of one, about. */
    private static final int OVERHEAD = 200;

    private static final Comparator<Measurement> BY_TIME = Comparator.comparingLong(measurement -> measurement.time);

    private final Map<String, List<Measurement>> byKey = new HashMap<>();
    private long bytes;

    boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** The memory that is used, in bytes, about. */
    long bytes() {
        return bytes;
    }

    void add(Measurement measurement) {
        byte[] source = measurement.source();
        byKey.computeIfAbsent(measurement.key, unknown -> new ArrayList<>())
                .add(new Measurement(measurement.key, measurement.value, measurement.time, source));
        bytes += OVERHEAD + source.length;
    }

    /** Removes all, each key and slice together. */
    void release(Consumer<Measurements> receiver) {
        for (List<Measurement> ofKey : byKey.values()) {
            ofKey.sort(BY_TIME);
            int end;
            for (int first = 0; first < ofKey.size(); first = end) {
                end = first + 1;
                while (end < Math.min(first + MAX_SIZE, ofKey.size())
                        && isSameSlice(ofKey.get(first), ofKey.get(end))) {
                    end++;
                }
                receiver.accept(Measurements.of(ofKey.subList(first, end)));
            }
        }
        byKey.clear();
        bytes = 0;
    }

    private static boolean isSameSlice(Measurement left, Measurement right) {
        return Measurements.slice(left.time) == Measurements.slice(right.time);
    }
}
