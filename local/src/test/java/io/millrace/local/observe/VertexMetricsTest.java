package io.millrace.local.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VertexMetricsTest {
    private static final String NONE_YET = Long.toString(Long.MIN_VALUE);

    @Test
    void namesHaveASubtaskAScopeAndAMetric() {
        assertThat(MetricName.parse("12.Source__clicks.reader.shard.millisBehindLatest"))
                .contains(new MetricName(12, "Source__clicks.reader.shard", "millisBehindLatest"));
        assertThat(MetricName.parse("0.busyTimeMsPerSecond")).contains(new MetricName(0, "", "busyTimeMsPerSecond"));
        assertThat(MetricName.parse("busyTimeMsPerSecond")).isEmpty();
        assertThat(MetricName.parse("clicks.numRecordsIn")).isEmpty();
    }

    @Test
    void countersAreSummedOverSubtasksAndGroupsOfTheOperatorAlone() {
        VertexMetrics metrics = VertexMetrics.of(Map.of(
                "0.Source__clicks.numRecordsIn", "3",
                "1.Source__clicks.numRecordsIn", "4",
                "1.Source__clicks-old.numRecordsIn", "100",
                "0.numRecordsIn", "1000"));

        assertThat(metrics.sum("Source__clicks", "numRecordsIn")).contains(7L);
        assertThat(metrics.sum("Source__views", "numRecordsIn")).isEmpty();
    }

    @Test
    void lagIsThatOfTheSlowestShard() {
        VertexMetrics metrics = VertexMetrics.of(Map.of(
                "0.Source__clicks.KinesisStreamSource.shardId.a.millisBehindLatest", "5",
                "1.Source__clicks.KinesisStreamSource.shardId.b.millisBehindLatest", "70000"));

        assertThat(metrics.greatest("Source__clicks", "millisBehindLatest")).contains(70_000L);
    }

    @Test
    void theLeastWatermarkCountsButNotOfASubtaskWithoutShards() {
        VertexMetrics metrics = VertexMetrics.of(Map.of(
                "0.currentInputWatermark", NONE_YET,
                "1.currentInputWatermark", "1795960000123",
                "2.currentInputWatermark", "1795960000124"));

        assertThat(metrics.watermarkOfTask()).contains(1_795_960_000_123L);
    }

    @Test
    void aWritersWatermarkIsTheLeastThatReachesIt() {
        VertexMetrics metrics = VertexMetrics.of(Map.of(
                "0.draws__Writer.currentInputWatermark", "17",
                "1.draws__Writer.currentInputWatermark", "16",
                "2.draws__Writer.currentInputWatermark", NONE_YET,
                "1.currentInputWatermark", "3"));

        assertThat(metrics.watermarkInto("draws__Writer")).contains(16L);
        assertThat(metrics.watermarkInto("rejected__Writer")).isEmpty();
    }

    @Test
    void aSourcesWatermarkIsThatOfWhatIsChainedToIt() {
        Map<String, String> values = new HashMap<>(Map.of("0.Source__clicks.currentOutputWatermark", NONE_YET));
        assertThat(VertexMetrics.of(values).watermarkOfSource()).isEmpty();

        values.put("0.Clicks'_time.currentOutputWatermark", "17");
        assertThat(VertexMetrics.of(values).watermarkOfSource()).contains(17L);
    }

    @Test
    void sharesArePercentOfTheBusiestSubtask() {
        VertexMetrics metrics =
                VertexMetrics.of(Map.of("0.busyTimeMsPerSecond", "NaN", "1.busyTimeMsPerSecond", "254.7"));

        assertThat(metrics.percentOfTask("busyTimeMsPerSecond")).contains(25L);
        assertThat(metrics.percentOfTask("backPressuredTimeMsPerSecond")).isEmpty();
    }
}
