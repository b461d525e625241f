package io.millrace.benchmarks.lottery.tuned;

import io.millrace.benchmarks.lottery.textbook.LotteryAction;
import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.job.lottery.ticket.Tickets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** One small value of state per user. */
final class SpendCoupons extends KeyedBroadcastProcessFunction<Long, Action, LotteryAction, Winner> {
    private static final long serialVersionUID = 1L;

    private final CouponRules rules;
    private transient ValueState<Balance> state;
    private transient Winner entry;

    SpendCoupons(long windowMillis, Tickets tickets) {
        this.rules = new CouponRules(windowMillis, tickets);
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("balance", Types.VALUE(Balance.class)));
        entry = new Winner();
    }

    @Override
    public void processElement(Action action, ReadOnlyContext context, Collector<Winner> out) throws Exception {
        Balance known = state.value();
        Balance balance = known == null ? new Balance() : known;
        String refusal = rules.apply(action, balance, context.getBroadcastState(CouponRules.STARTS), entry);
        if (refusal != null) {
            context.output(Refusal.TAG, new Refusal(refusal, "user " + action.userId));
            return;
        }
        state.update(balance);
        if (!action.purchase) {
            out.collect(entry);
        }
    }

    @Override
    public void processBroadcastElement(LotteryAction start, Context context, Collector<Winner> out) throws Exception {
        rules.start(start, context.getBroadcastState(CouponRules.STARTS));
    }
}
