package io.millrace.job.outliers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.measurement.Measurement;
import io.millrace.job.record.RejectedRecord;
import io.millrace.job.record.SourceRecord;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SortMeasurementsTest {
    private static Measurement measurement(long time, long value) {
        byte[] data = (time + " " + value).getBytes(UTF_8);
        return new Measurement("a", value, time)
                .from(SourceRecord.data("s", "shard-0", "1", "a", SourceRecord.NO_ARRIVAL, data));
    }

    @Test
    void ofThoseWithRecordsTheLateOnesAreRejectedAndTheOthersSorted() throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, Measurements, Measurements> sorter =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new SortMeasurements(), measurements -> measurements.key, Types.STRING);
        sorter.open();
        sorter.processWatermark(3);

        sorter.processElement(
                Measurements.of(List.of(
                        measurement(2, 1),
                        measurement(3, 1),
                        measurement(5, 2),
                        measurement(5, 1),
                        measurement(5, 1),
                        measurement(7, 1))),
                2);
        sorter.processWatermark(10);

        assertThat(sorter.extractOutputValues())
                .containsExactly(new Measurements("a", new long[] {5, 5, 7}, new long[] {1, 2, 1}));
        assertThat(sorter.getSideOutput(RejectedRecord.TAG))
                .extracting(rejection -> new String(rejection.getValue().source.data, UTF_8))
                .containsExactly("2 1", "3 1");
        sorter.close();
    }
}
