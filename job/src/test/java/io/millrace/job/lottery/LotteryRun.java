package io.millrace.job.lottery;

import io.millrace.job.replay.Replay;
import io.millrace.job.replay.ShardLog;
import java.util.List;
import java.util.Map;

/** One run of the lottery's whole topology, with the lines of {@link ReferenceLottery}. */
final class LotteryRun {
    static final String LOTTERY_EVENTS = "lottery-events";
    static final String USER_EVENTS = "user-events";

    private LotteryRun() {}

    static Replay of(List<ShardLog> lotteryShards, List<ShardLog> userShards) {
        return new Replay(Map.of(LOTTERY_EVENTS, lotteryShards, USER_EVENTS, userShards), source -> {
            LotteryTopology.Outputs outputs = new LotteryTopology(Specimen.SETTINGS)
                    .connect(source.apply(LOTTERY_EVENTS), source.apply(USER_EVENTS));
            return List.of(
                    Replay.lines(outputs.draws(), ReferenceLottery::line), Replay.rejections(outputs.rejected()));
        });
    }
}
