package io.millrace.job.outliers;

import static io.millrace.job.outliers.OutlierRun.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.replay.ShardLog;
import io.millrace.job.replay.ShardLogSource;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class OutlierTopologyTest {
    private final ShardLog shard = new ShardLog("measurements", "shard-0");

    private TreeSet<String> results() throws Exception {
        return OutlierRun.of(List.of(shard)).results();
    }

    /** Ten values with the mean 10 and the deviation 1, one each second from 0 to 9. */
    private void tenAndOne(String key) {
        for (int i = 0; i < 10; i++) {
            shard.add(measurement(key, i % 2 == 0 ? "9" : "11", i * 1_000L));
        }
    }

    @Test
    void valueAboveTheThresholdIsWrittenWithItsScore() throws Exception {
        tenAndOne("a");
        shard.add(measurement("a", "13.14", 10_000));

        assertThat(results())
                .containsExactly("{\"outlierId\":\"a-10000-13.14\",\"key\":\"a\",\"time\":10000,\"value\":13.14,"
                        + "\"mean\":10,\"deviation\":1,\"score\":3.14}");
    }

    @Test
    void outliersCountInTheStatistics() throws Exception {
        tenAndOne("a");
        shard.add(measurement("a", "20", 10_000)); // now 11, and the square root of 0.9 (1 + 0.1 * 100)
        shard.add(measurement("a", "3", 11_000));

        assertThat(results())
                .containsExactly(
                        "{\"outlierId\":\"a-10000-20\",\"key\":\"a\",\"time\":10000,\"value\":20,"
                                + "\"mean\":10,\"deviation\":1,\"score\":10}",
                        "{\"outlierId\":\"a-11000-3\",\"key\":\"a\",\"time\":11000,\"value\":3,"
                                + "\"mean\":11,\"deviation\":3.15,\"score\":2.543}");
    }

    @Test
    void valueAtTheThresholdIsNoOutlier() throws Exception {
        tenAndOne("a");
        shard.add(measurement("a", "12.5", 10_000));

        assertThat(results()).isEmpty();
    }

    @Test
    void keyHasOutliersOnlyAfterItsWarmUp() throws Exception {
        for (int i = 0; i < 5; i++) {
            shard.add(measurement(i < 4 ? "a" : "b", "1", i));
        }
        shard.add(measurement("a", "1000", 10)).add(measurement("a", "2000", 11));

        assertThat(results()).singleElement().asString().contains("\"outlierId\":\"a-11-2000\"");
    }

    @Test
    void constantValuesHaveTheMinimumDeviation() throws Exception {
        for (int i = 0; i < 10; i++) {
            shard.add(measurement(i % 2 == 0 ? "a" : "b", "7", i));
        }
        shard.add(measurement("a", "8.25", 10)).add(measurement("b", "8.26", 10)); // 2.5 times 0.5

        assertThat(results()).singleElement().asString().contains("\"deviation\":0.5,\"score\":2.52}");
    }

    @Test
    void duplicateIsOneMeasurement() throws Exception {
        tenAndOne("a");
        shard.add(measurement("a", "30", 10_000)).add(measurement("a", "30.00", 10_000));
        shard.add(measurement("a", "100", 10_000));

        assertThat(results())
                .extracting(line -> line.replaceAll(",\"key.*\"mean\"", ",\"mean\""))
                .containsExactly(
                        "{\"outlierId\":\"a-10000-100\",\"mean\":12,\"deviation\":6.07,\"score\":14.487}",
                        "{\"outlierId\":\"a-10000-30\",\"mean\":10,\"deviation\":1,\"score\":20}");
    }

    @Test
    void keyStartsAfreshAfterItsTtl() throws Exception {
        tenAndOne("a");
        shard.add(measurement("a", "500", 9_000 + 40_001));

        assertThat(results()).isEmpty();
    }

    @Test
    void keyIsKeptUntilItsTtl() throws Exception {
        tenAndOne("a");
        shard.add(measurement("a", "500", 9_000 + 40_000));

        assertThat(results()).singleElement().asString().contains("\"outlierId\":\"a-49000-500\"");
    }

    /** What comes within the lag after that record is older than it, and late; its source's delay is what it was. */
    @Test
    void recordWithoutATimeDoesNotMakeItsLaggingSourceLate() throws Exception {
        long lag = 180_000;
        shard.add(lag, measurement("a", "1", 0));
        shard.add(lag + 1_000, "{\"key\":\"a\",\"value\":1}");
        for (int minute = 60; minute < 70; minute++) {
            shard.add(minute * 60_000L + lag, measurement("a", "1", minute * 60_000L));
        }

        assertThat(results()).isEmpty();
    }

    /** A changed or missing uid means that a deploy discards state. */
    @Test
    void operatorsKeepTheirUids() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        new OutlierTopology(OutlierSettings.of(OutlierRun.SETTINGS))
                .connect(ShardLogSource.of(environment, "test-measurements", List.of()))
                .outliers()
                .getTransformation();

        assertThat(environment.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "test-measurements",
                        "measurements-time",
                        "bundle-measurements",
                        "measurements-in-order",
                        "judge-measurements");
    }
}
