package io.millrace.job.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.record.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class ReadWatermarksTest {
    private final ReadWatermarks watermarks = new ReadWatermarks();
    private final List<String> emitted = new ArrayList<>();
    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            emitted.add(Long.toString(watermark.getTimestamp()));
        }

        @Override
        public void markIdle() {
            emitted.add("idle");
        }

        @Override
        public void markActive() {
            emitted.add("active");
        }
    };

    @Test
    void aShardIsReadUntilTheArrivalOfItsNewestRecord() {
        event(arrived(5_000));
        event(arrived(5_999));
        event(arrived(5_998));
        assertThat(emitted).containsExactly("5000");

        watermarks.onPeriodicEmit(output);
        watermarks.onPeriodicEmit(output);
        assertThat(emitted).containsExactly("5000", "5999");
    }

    @Test
    void noMoreThanASecondIsReadWithoutAWatermark() {
        event(arrived(5_000));
        event(arrived(6_000));

        assertThat(emitted).containsExactly("5000", "6000");
    }

    @Test
    void aQuietShardHasBeenReadUntilItsLastPoll() {
        event(arrived(5_000));
        event(SourceRecord.shardRead("s", "0", 9_000));

        assertThat(emitted).containsExactly("5000", "9000");
    }

    @Test
    void noneWaitsForAShardThatHasEnded() {
        event(arrived(5_000));
        event(SourceRecord.shardEnded("s", "0"));
        watermarks.onPeriodicEmit(output);

        assertThat(emitted).containsExactly("5000", "idle");
    }

    @Test
    void noneWaitsForAShardBeforeARecordSaysWhenItArrived() {
        event(SourceRecord.shardRead("s", "0", 9_000));
        event(arrived(SourceRecord.NO_ARRIVAL));
        event(SourceRecord.shardRead("s", "0", 9_500));
        event(arrived(SourceRecord.NO_ARRIVAL));
        watermarks.onPeriodicEmit(output);
        assertThat(emitted).containsExactly("idle");

        event(arrived(12_000));
        event(SourceRecord.shardRead("s", "0", 13_000));
        assertThat(emitted).containsExactly("idle", "12000", "13000");
    }

    @Test
    void markersOfOtherKindsSayNothing() {
        event(SourceRecord.shardOpened("s", "0", SourceRecord.Start.AT_TIMESTAMP, 9_000));
        event(SourceRecord.shardsListed());
        event(SourceRecord.shardClosed("s", "0"));
        watermarks.onPeriodicEmit(output);

        assertThat(emitted).isEmpty();
    }

    private void event(SourceRecord record) {
        watermarks.onEvent(record, Long.MIN_VALUE, output);
    }

    private static SourceRecord arrived(long millis) {
        return SourceRecord.data("s", "0", "1", "k", millis, new byte[0]);
    }
}
