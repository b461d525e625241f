package io.millrace.benchmarks.lottery;

import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.textbook.ParseJson;
import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.benchmarks.tuned.TunedOptions;
import io.millrace.job.lottery.ticket.Tickets;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * {@code lottery} as an expert tunes it: tokens, values that write themselves, one value of state per user, and bundles of
 * entries before the second shuffle. Starts of lotteries are few, and read as in the textbook.
 */
final class TunedLottery implements Pipeline {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    private final Duration window;
    private final String key;

    TunedLottery(Duration window, String key) {
        this.window = window;
        this.key = key;
    }

    @Override
    public Map<String, String> options() {
        return TunedOptions.OPTIONS;
    }

    @Override
    public void build(Ports ports) {
        TypeInformation<Winner> winner = Types.VALUE(Winner.class);
        BroadcastStream<LotteryAction> starts = ports.source("lottery-events")
                .process(new ParseJson<>(LotteryAction.class), Types.POJO(LotteryAction.class))
                .uid("parse-lotteries")
                .assignTimestampsAndWatermarks(new MaxWatermark<>())
                .uid("lottery-watermarks")
                .broadcast(SpendCoupons.STARTS);

        SingleOutputStreamOperator<Action> actions = ports.source("user-events")
                .process(new ReadAction(), Types.VALUE(Action.class))
                .uid("parse-users");
        SingleOutputStreamOperator<Winner> entries = actions.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Action>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((action, none) -> action.timestamp))
                .uid("user-watermarks")
                .keyBy(action -> action.userId, Types.LONG)
                .connect(starts)
                .process(new SpendCoupons(window.toMillis(), new Tickets(key)), winner)
                .uid("spend");

        SingleOutputStreamOperator<DrawResult> draws = entries.transform("bundle", winner, new BundleEntries(window))
                .uid("bundle")
                .keyBy(part -> part.lotteryId, Types.LONG)
                .window(TumblingEventTimeWindows.of(window))
                .aggregate(new BestOfBundles(), new DrawWinner(), winner, Types.POJO(DrawResult.class))
                .uid("draw");

        ports.sink("draws", draws, new JsonFormat<>());
        ports.sink(
                "rejected",
                actions.getSideOutput(Refusal.TAG).union(entries.getSideOutput(Refusal.TAG)),
                new JsonFormat<>());
    }
}
