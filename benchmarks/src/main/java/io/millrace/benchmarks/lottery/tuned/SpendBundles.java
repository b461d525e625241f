package io.millrace.benchmarks.lottery.tuned;

import io.millrace.benchmarks.lottery.textbook.LotteryAction;
import io.millrace.benchmarks.textbook.Refusal;
import io.millrace.job.lottery.ticket.Tickets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** Like {@link SpendCoupons}, but reads and writes the state of a user once for a bundle of actions. */
final class SpendBundles extends KeyedBroadcastProcessFunction<Long, ActionBundle, LotteryAction, Winner> {
    private static final long serialVersionUID = 1L;

    private final CouponRules rules;
    private transient ValueState<Balance> state;
    private transient Action action;
    private transient Winner entry;

    SpendBundles(long windowMillis, Tickets tickets) {
        this.rules = new CouponRules(windowMillis, tickets);
    }

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("balance", Types.VALUE(Balance.class)));
        action = new Action();
        entry = new Winner();
    }

    @Override
    public void processElement(ActionBundle bundle, ReadOnlyContext context, Collector<Winner> out) throws Exception {
        Balance known = state.value();
        Balance balance = known == null ? new Balance() : known;
        ReadOnlyBroadcastState<Long, Long> starts = context.getBroadcastState(CouponRules.STARTS);
        boolean changed = false;
        for (int i = 0; i < bundle.size; i++) {
            bundle.get(i, action);
            String refusal = rules.apply(action, balance, starts, entry);
            if (refusal == null) {
                changed = true;
                if (!action.purchase) {
                    out.collect(entry);
                }
            } else {
                context.output(Refusal.TAG, new Refusal(refusal, "user " + action.userId));
            }
        }
        if (changed) {
            state.update(balance);
        }
    }

    @Override
    public void processBroadcastElement(LotteryAction start, Context context, Collector<Winner> out) throws Exception {
        rules.start(start, context.getBroadcastState(CouponRules.STARTS));
    }
}
