package io.millrace.benchmarks.lottery.textbook;

import io.millrace.benchmarks.pipeline.Pipeline;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.JsonFormat;
import io.millrace.benchmarks.textbook.ParseJson;
import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.job.lottery.ticket.Tickets;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;

/**
 * {@code lottery} after the Flink documentation: databind, bounded out-of-orderness, broadcast state, an aggregating window.
 * The winner is drawn with the same tickets, so that the draws can be compared. A click that arrives before the start of
 * its lottery is rejected, with its id only.
 */
public final class TextbookLottery implements Pipeline {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    private final Duration window;
    private final String key;

    public TextbookLottery(Duration window, String key) {
        this.window = window;
        this.key = key;
    }

    @Override
    public void build(Ports ports) {
        BroadcastStream<LotteryAction> starts = ports.source("lottery-events")
                .process(new ParseJson<>(LotteryAction.class))
                .returns(LotteryAction.class)
                .uid("parse-lotteries")
                .assignTimestampsAndWatermarks(new MaxWatermark<>())
                .uid("lottery-watermarks")
                .broadcast(CheckActions.STARTS);

        SingleOutputStreamOperator<UserAction> actions = ports.source("user-events")
                .process(new ParseJson<>(UserAction.class))
                .returns(UserAction.class)
                .uid("parse-users");
        SingleOutputStreamOperator<Participation> participations = actions.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<UserAction>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((action, none) -> action.timestamp))
                .uid("user-watermarks")
                .keyBy(action -> action.userId)
                .connect(starts)
                .process(new CheckActions(window.toMillis(), new Tickets(key)))
                .uid("check");

        SingleOutputStreamOperator<DrawResult> draws = participations
                .keyBy(participation -> participation.lotteryId)
                .window(TumblingEventTimeWindows.of(window))
                .aggregate(new SmallestTicket(), new EmitWinner())
                .uid("draw");

        ports.sink("draws", draws, new JsonFormat<>());
        ports.sink(
                "rejected",
                actions.getSideOutput(Refusal.TAG).union(participations.getSideOutput(Refusal.TAG)),
                new JsonFormat<>());
    }
}
