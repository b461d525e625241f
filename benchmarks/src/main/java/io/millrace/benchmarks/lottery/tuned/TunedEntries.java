package io.millrace.benchmarks.lottery.tuned;

import io.millrace.benchmarks.lottery.textbook.LotteryAction;
import io.millrace.benchmarks.lottery.textbook.MaxWatermark;
import io.millrace.benchmarks.pipeline.Ports;
import io.millrace.benchmarks.textbook.ParseJson;
import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.job.lottery.ticket.Tickets;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The tuned lottery up to its accepted clicks: tokens, values that write themselves, and one value of state per user. Starts
 * of lotteries are few, and read as in the textbook.
 *
 * @param entries each as the best of one
 */
record TunedEntries(DataStream<Winner> entries, DataStream<Refusal> refused) {
    private static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(2);

    static TunedEntries of(Ports ports, Duration window, String key) {
        boolean heap = ports.environment()
                .getConfiguration()
                .get(StateBackendOptions.STATE_BACKEND)
                .equals("hashmap");
        // with state on the heap, a bundle costs more than it saves
        return heap ? single(ports, window, key) : bundled(ports, window, key);
    }

    /** Accepts clicks one by one. */
    private static TunedEntries single(Ports ports, Duration window, String key) {
        SingleOutputStreamOperator<Action> actions = actions(ports);
        return of(
                actions,
                timed(actions)
                        .keyBy(action -> action.userId, Types.LONG)
                        .connect(starts(ports))
                        .process(new SpendCoupons(window.toMillis(), new Tickets(key)), Types.VALUE(Winner.class)));
    }

    /**
     * Accepts clicks in bundles of a user. An entry has the timestamp of its bundle, which is before the watermark that ends
     * its window.
     */
    private static TunedEntries bundled(Ports ports, Duration window, String key) {
        SingleOutputStreamOperator<Action> actions = actions(ports);
        return of(
                actions,
                timed(actions)
                        .transform("bundle-actions", Types.VALUE(ActionBundle.class), new BundleActions())
                        .uid("bundle-actions")
                        .keyBy(bundle -> bundle.userId, Types.LONG)
                        .connect(starts(ports))
                        .process(new SpendBundles(window.toMillis(), new Tickets(key)), Types.VALUE(Winner.class)));
    }

    private static TunedEntries of(
            SingleOutputStreamOperator<Action> actions, SingleOutputStreamOperator<Winner> entries) {
        entries.uid("spend");
        return new TunedEntries(entries, actions.getSideOutput(Refusal.TAG).union(entries.getSideOutput(Refusal.TAG)));
    }

    private static BroadcastStream<LotteryAction> starts(Ports ports) {
        return ports.source("lottery-events")
                .process(new ParseJson<>(LotteryAction.class), Types.POJO(LotteryAction.class))
                .uid("parse-lotteries")
                .assignTimestampsAndWatermarks(new MaxWatermark<>())
                .uid("lottery-watermarks")
                .broadcast(CouponRules.STARTS);
    }

    private static SingleOutputStreamOperator<Action> actions(Ports ports) {
        return ports.source("user-events")
                .process(new ReadAction(), Types.VALUE(Action.class))
                .uid("parse-users");
    }

    private static DataStream<Action> timed(DataStream<Action> actions) {
        return actions.assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Action>forBoundedOutOfOrderness(OUT_OF_ORDERNESS)
                                .withTimestampAssigner((action, none) -> action.timestamp))
                .uid("user-watermarks");
    }
}
