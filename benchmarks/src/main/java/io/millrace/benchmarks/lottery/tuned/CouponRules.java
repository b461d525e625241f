package io.millrace.benchmarks.lottery.tuned;

import io.millrace.benchmarks.lottery.textbook.LotteryAction;
import io.millrace.job.lottery.ticket.Tickets;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** What the tuned lottery does with one action. Known starts of lotteries are in a map beside the broadcast state. */
final class CouponRules implements Serializable {
    private static final long serialVersionUID = 1L;

    static final MapStateDescriptor<Long, Long> STARTS = new MapStateDescriptor<>("starts", Types.LONG, Types.LONG);

    private final long windowMillis;
    private final Tickets tickets;
    private final HashMap<Long, Long> known = new HashMap<>();

    CouponRules(long windowMillis, Tickets tickets) {
        this.windowMillis = windowMillis;
        this.tickets = tickets;
    }

    void start(LotteryAction start, BroadcastState<Long, Long> starts) throws Exception {
        if (!starts.contains(start.lotteryId)) {
            starts.put(start.lotteryId, start.timestamp);
        }
    }

    /**
     * Changes the balance of the action's user.
     *
     * @param entry is filled if the action is an accepted click
     * @return why the action is rejected, or null if it is accepted
     */
    @Nullable
    String apply(Action action, Balance balance, ReadOnlyBroadcastState<Long, Long> starts, Winner entry)
            throws Exception {
        if (action.purchase) {
            if (action.coupons <= 0) {
                return "no coupons bought";
            }
            balance.coupons += action.coupons;
            return null;
        }
        Long start = start(action.lotteryId, starts);
        if (start == null || action.timestamp < start) {
            return "inactive lottery";
        }
        if (balance.coupons == 0) {
            return "no coupon";
        }
        balance.coupons--;
        balance.spent++;
        entry.lotteryId = action.lotteryId;
        entry.entries = 1;
        entry.userId = action.userId;
        entry.windowStart = action.timestamp - action.timestamp % windowMillis;
        entry.ticket = tickets.ticket(action.lotteryId, entry.windowStart, action.userId, balance.spent);
        return null;
    }

    private @Nullable Long start(long lotteryId, ReadOnlyBroadcastState<Long, Long> starts) throws Exception {
        Map<Long, Long> map = known;
        Long start = map.get(lotteryId);
        if (start == null) {
            start = starts.get(lotteryId);
            if (start != null) {
                map.put(lotteryId, start);
            }
        }
        return start;
    }
}
