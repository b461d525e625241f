package io.millrace.job.rollup;

import static io.millrace.job.rollup.Records.measurement;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.replay.ShardLog;
import io.millrace.job.replay.ShardLogSource;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollupTopologyTest {
    private final ShardLog shard = new ShardLog("measurements", "shard-0");

    @Test
    void eachKeyAndWindowWithValuesYieldsOneRecord() throws Exception {
        shard.add(measurement("a", "1.5", 1_000)).add(measurement("a", "-0.25", 9_999));
        shard.add(measurement("b", "7", 9_999)).add(measurement("a", "3", 10_000));

        assertThat(RollupRun.of(List.of(shard), Records.settings()).results())
                .containsExactly(
                        "{\"rollupId\":\"a-0-10000\",\"key\":\"a\",\"windowStart\":0,\"windowEnd\":10000,\"max\":1.5,"
                                + "\"min\":-0.25,\"sum\":1.25,\"count\":2,\"average\":0.62}",
                        "{\"rollupId\":\"a-10000-20000\",\"key\":\"a\",\"windowStart\":10000,\"windowEnd\":20000,"
                                + "\"max\":3,\"min\":3,\"sum\":3,\"count\":1,\"average\":3}",
                        "{\"rollupId\":\"b-0-10000\",\"key\":\"b\",\"windowStart\":0,\"windowEnd\":10000,\"max\":7,"
                                + "\"min\":7,\"sum\":7,\"count\":1,\"average\":7}");
    }

    @Test
    void onlyTheGivenAggregatesAreWritten() throws Exception {
        shard.add(measurement("a", "1", 1_000)).add(measurement("a", "4", 2_000));

        assertThat(RollupRun.of(List.of(shard), Records.settings("aggregations", "average; max"))
                        .results())
                .containsExactly("{\"rollupId\":\"a-0-10000\",\"key\":\"a\",\"windowStart\":0,\"windowEnd\":10000,"
                        + "\"max\":4,\"average\":2.5}");
    }

    @Test
    void countAloneNeedsNoValues() throws Exception {
        shard.add("{\"key\":\"a\",\"timestamp\":1}").add("{\"key\":\"a\",\"timestamp\":2}");

        assertThat(RollupRun.of(List.of(shard), Records.settings("aggregations", "count"))
                        .results())
                .containsExactly(
                        "{\"rollupId\":\"a-0-10000\",\"key\":\"a\",\"windowStart\":0,\"windowEnd\":10000,\"count\":2}");
        assertThat(RollupRun.of(
                                List.of(shard),
                                Records.settings("aggregations", "count", "top.n", "1", "top.by", "max"))
                        .results())
                .containsExactly(
                        "rejected measurements/shard-0/0: WRONG_SHAPE", "rejected measurements/shard-0/1: WRONG_SHAPE");
    }

    /** Each value is in three windows, and a window without values of a key is not written for it. */
    @Test
    void slidingWindowsOverlap() throws Exception {
        shard.add(measurement("a", "1", 0)).add(measurement("a", "2", 4_000)).add(measurement("a", "4", 60_000));

        assertThat(RollupRun.of(
                                List.of(shard),
                                Records.settings("window.size", "6 s", "window.slide", "2 s", "aggregations", "sum"))
                        .results())
                .extracting(line -> line.replaceAll("\"key\".*\"sum\":", ""))
                .containsExactlyInAnyOrder(
                        "{\"rollupId\":\"a--4000-2000\",1}",
                        "{\"rollupId\":\"a--2000-4000\",1}",
                        "{\"rollupId\":\"a-0-6000\",3}",
                        "{\"rollupId\":\"a-2000-8000\",2}",
                        "{\"rollupId\":\"a-4000-10000\",2}",
                        "{\"rollupId\":\"a-56000-62000\",4}",
                        "{\"rollupId\":\"a-58000-64000\",4}",
                        "{\"rollupId\":\"a-60000-66000\",4}");
    }

    /** To the millisecond: event time is two seconds behind the newest measurement. */
    @ParameterizedTest
    @CsvSource({"11999, 5", "12000, 1"})
    void aMeasurementCountsUntilItsWindowHasEndedAndIsRejectedAfter(long newest, long sum) throws Exception {
        shard.add(measurement("a", "1", 0)).add(measurement("b", "2", newest)).add(measurement("a", "4", 9_999));

        assertThat(RollupRun.of(List.of(shard), Records.settings("aggregations", "sum"))
                        .results())
                .contains("{\"rollupId\":\"a-0-10000\",\"key\":\"a\",\"windowStart\":0,\"windowEnd\":10000,\"sum\":"
                        + sum + "}")
                .filteredOn(line -> line.startsWith("rejected"))
                .isEqualTo(sum == 1 ? List.of("rejected measurements/shard-0/2: LATE") : List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"max|b, a", "min|c, b", "sum|a, b", "count|a, b", "average|b, c"})
    void keysAreRankedByTheGivenAggregateAndEqualOnesByKey(String by, String ranked) throws Exception {
        shard.add(measurement("a", "-1", 1)).add(measurement("a", "3", 1)).add(measurement("a", "3", 1));
        shard.add(measurement("b", "0.5", 1)).add(measurement("b", "4.5", 1));
        shard.add(measurement("c", "2", 1));
        shard.add(measurement("d", "-2", 1)).add(measurement("d", "1", 1));

        assertThat(RollupRun.of(List.of(shard), Records.settings("top.n", "2", "top.by", by))
                        .results())
                .extracting(line -> line.replaceAll(".*\"key\":\"(.)\".*\"rank\":(.).*", "$2 $1"))
                .containsExactlyInAnyOrder("1 " + ranked.split(", ")[0], "2 " + ranked.split(", ")[1]);
    }

    /** A changed or missing uid means that a deploy discards state. */
    @Test
    void operatorsKeepTheirUids() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        new RollupTopology(RollupSettings.of(Records.settings("top.n", "3")))
                .connect(ShardLogSource.of(environment, "test-measurements", List.of()))
                .rollups()
                .getTransformation();

        assertThat(environment.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "test-measurements",
                        "measurements-time",
                        "partial-rollups",
                        "roll-up-windows",
                        "partial-tops",
                        "top");
    }
}
