package io.millrace.benchmarks.lottery.textbook;

import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.job.lottery.ticket.Tickets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** The broadcast state pattern: users' wallets are keyed, starts of lotteries are broadcast. */
final class CheckActions extends KeyedBroadcastProcessFunction<Long, UserAction, LotteryAction, Participation> {
    private static final long serialVersionUID = 1L;

    static final MapStateDescriptor<Long, Long> STARTS = new MapStateDescriptor<>("starts", Types.LONG, Types.LONG);

    private final long windowMillis;
    private final Tickets tickets;
    private transient ValueState<Wallet> wallet;

    CheckActions(long windowMillis, Tickets tickets) {
        this.windowMillis = windowMillis;
        this.tickets = tickets;
    }

    @Override
    public void open(OpenContext context) {
        wallet = getRuntimeContext().getState(new ValueStateDescriptor<>("wallet", Wallet.class));
    }

    @Override
    public void processElement(UserAction action, ReadOnlyContext context, Collector<Participation> out)
            throws Exception {
        if (action.isPurchase()) {
            buy(action, context);
            return;
        }
        Long start = context.getBroadcastState(STARTS).get(action.lotteryId);
        if (start == null || action.timestamp < start) {
            context.output(Refusal.TAG, new Refusal("inactive lottery", "click of user " + action.userId));
            return;
        }
        Wallet before = wallet.value();
        if (before == null || before.coupons == 0) {
            context.output(Refusal.TAG, new Refusal("no coupon", "click of user " + action.userId));
            return;
        }
        before.coupons--;
        before.spent++;
        wallet.update(before);
        long windowStart = action.timestamp - action.timestamp % windowMillis;
        long ticket = tickets.ticket(action.lotteryId, windowStart, action.userId, before.spent);
        out.collect(new Participation(action.lotteryId, action.userId, ticket));
    }

    private void buy(UserAction action, ReadOnlyContext context) throws Exception {
        if (action.purchasedCoupons <= 0) {
            context.output(Refusal.TAG, new Refusal("no coupons bought", "purchase of user " + action.userId));
            return;
        }
        Wallet before = wallet.value();
        Wallet after = before == null ? new Wallet() : before;
        after.coupons += action.purchasedCoupons;
        wallet.update(after);
    }

    @Override
    public void processBroadcastElement(LotteryAction start, Context context, Collector<Participation> out)
            throws Exception {
        if (context.getBroadcastState(STARTS).contains(start.lotteryId)) {
            return;
        }
        context.getBroadcastState(STARTS).put(start.lotteryId, start.timestamp);
    }
}
