package io.millrace.benchmarks.lottery;

import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.job.lottery.ticket.Tickets;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** One small value of state per user, and known starts of lotteries in a map beside the broadcast state. */
final class SpendCoupons extends KeyedBroadcastProcessFunction<Long, Action, LotteryAction, Winner> {
    private static final long serialVersionUID = 1L;

    static final MapStateDescriptor<Long, Long> STARTS = new MapStateDescriptor<>("starts", Types.LONG, Types.LONG);

    private final long windowMillis;
    private final Tickets tickets;
    private transient ValueState<Balance> balance;
    private transient Map<Long, Long> starts;
    private transient Winner entry;

    SpendCoupons(long windowMillis, Tickets tickets) {
        this.windowMillis = windowMillis;
        this.tickets = tickets;
    }

    @Override
    public void open(OpenContext context) {
        balance = getRuntimeContext().getState(new ValueStateDescriptor<>("balance", Types.VALUE(Balance.class)));
        starts = new HashMap<>();
        entry = new Winner();
    }

    @Override
    public void processElement(Action action, ReadOnlyContext context, Collector<Winner> out) throws Exception {
        if (action.purchase) {
            buy(action, context);
            return;
        }
        Long start = starts.get(action.lotteryId);
        if (start == null) {
            start = context.getBroadcastState(STARTS).get(action.lotteryId);
            if (start != null) {
                starts.put(action.lotteryId, start);
            }
        }
        if (start == null || action.timestamp < start) {
            context.output(Refusal.TAG, new Refusal("inactive lottery", "click of user " + action.userId));
            return;
        }
        Balance before = balance.value();
        if (before == null || before.coupons == 0) {
            context.output(Refusal.TAG, new Refusal("no coupon", "click of user " + action.userId));
            return;
        }
        before.coupons--;
        before.spent++;
        balance.update(before);
        entry.lotteryId = action.lotteryId;
        entry.entries = 1;
        entry.userId = action.userId;
        long windowStart = action.timestamp - action.timestamp % windowMillis;
        entry.ticket = tickets.ticket(action.lotteryId, windowStart, action.userId, before.spent);
        out.collect(entry);
    }

    private void buy(Action action, ReadOnlyContext context) throws Exception {
        if (action.coupons <= 0) {
            context.output(Refusal.TAG, new Refusal("no coupons bought", "purchase of user " + action.userId));
            return;
        }
        Balance before = balance.value();
        Balance after = before == null ? new Balance() : before;
        after.coupons += action.coupons;
        balance.update(after);
    }

    @Override
    public void processBroadcastElement(LotteryAction start, Context context, Collector<Winner> out) throws Exception {
        if (!context.getBroadcastState(STARTS).contains(start.lotteryId)) {
            context.getBroadcastState(STARTS).put(start.lotteryId, start.timestamp);
        }
    }
}
