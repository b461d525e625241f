package io.millrace.job.lottery;

import static io.millrace.job.lottery.Specimen.buy;
import static io.millrace.job.lottery.Specimen.click;
import static io.millrace.job.lottery.Specimen.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.replay.ShardLog;
import io.millrace.job.replay.ShardLogSource;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

class LotteryTopologyTest {
    private final ShardLog lotteries = new ShardLog("lottery-events", "shard-0");
    private final ShardLog users = new ShardLog("user-events", "shard-0");

    private TreeSet<String> results() throws Exception {
        return LotteryRun.of(List.of(lotteries), List.of(users)).results();
    }

    @Test
    void eachWindowWithEntriesYieldsOneDraw() throws Exception {
        lotteries.add(start(1));
        users.add(buy(1, 100)).add(buy(2, 100)).add(buy(3, 100));
        users.add(click(1, 1, 1000)).add(click(2, 1, 5000)).add(click(3, 1, 11000));

        TreeSet<String> results = results();

        assertThat(results).hasSize(2);
        assertThat(results.first()).matches("draw 1-0 to 10000: [12] of 2");
        assertThat(results.last()).isEqualTo("draw 1-10000 to 20000: 3 of 1");
    }

    @Test
    void rejectedClickSpendsNothing() throws Exception {
        lotteries.add(start(1));
        users.add(buy(1, 1)).add(click(1, 2, 1000)).add(click(1, 1, 1000)).add(click(1, 1, 1000));

        assertThat(results())
                .containsExactly(
                        "draw 1-0 to 10000: 1 of 1",
                        "rejected user-events/shard-0/1: INACTIVE_LOTTERY",
                        "rejected user-events/shard-0/3: NO_COUPON");
    }

    @Test
    void lotteryEndsAfterItsPrizes() throws Exception {
        lotteries.add(Specimen.startAt(1, 4000, 2));
        users.add(buy(1, 9)).add(click(1, 1, 3999)).add(click(1, 1, 4000)).add(click(1, 1, 19999));
        users.add(click(1, 1, 20000));

        assertThat(results())
                .containsExactly(
                        "draw 1-0 to 10000: 1 of 1",
                        "draw 1-10000 to 20000: 1 of 1",
                        "rejected user-events/shard-0/1: INACTIVE_LOTTERY",
                        "rejected user-events/shard-0/4: INACTIVE_LOTTERY");
    }

    /** A changed or missing uid means that a deploy discards state. */
    @Test
    void operatorsKeepTheirUids() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        new LotteryTopology(Specimen.SETTINGS)
                .connect(
                        ShardLogSource.of(environment, "test-lotteries", List.of()),
                        ShardLogSource.of(environment, "test-users", List.of()))
                .draws()
                .getTransformation();

        assertThat(environment.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "test-lotteries",
                        "test-users",
                        "lottery-events-time",
                        "start-lotteries",
                        "user-events-time",
                        "judge-clicks",
                        "partial-draws",
                        "draw");
    }
}
