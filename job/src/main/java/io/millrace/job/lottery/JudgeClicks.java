package io.millrace.job.lottery;

import static java.util.Objects.requireNonNull;

import io.millrace.job.lottery.ticket.Tickets;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.Rejections;
import io.millrace.job.state.HeldState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Accepts or rejects each click, by the running time of its lottery and the user's coupons. First input: users' events,
 * keyed by user. Second input: starts of lotteries, broadcast.
 *
 * <p>Whether the start or the click arrives first must not matter. A click on an unknown lottery is buffered until the
 * lottery starts, or until the watermark of the lotteries reaches the click, after which no start can apply to it. Further
 * events of the same user are buffered behind it. Meanwhile the output watermark stays before the buffered clicks, so that
 * their windows stay open. A click on a known lottery is decided at once: so the watermark is that of the users, and does
 * not wait for the lotteries', unless a click is buffered.
 *
 * <p>This is an operator, not a broadcast process function, because only an operator can distinguish the watermarks of its
 * inputs and hold back its own.
 *
 * <p>State: what the {@link AccountCache} holds, as {@link HeldState}, and what it has stored, which may be older: an {@link
 * Account} of a user (16 bytes, never cleared: coupons do not expire), as earlier releases kept all of them; per user the buffered
 * events, cleared when processed; on every subtask, a {@link Lottery} for every lottery ever started.
 */
final class JudgeClicks extends AbstractStreamOperator<Entry>
        implements TwoInputStreamOperator<UserEvent, LotteryStart, Entry> {
    private static final long serialVersionUID = 1L;
    private static final long NEVER = Long.MIN_VALUE;

    private static final MapStateDescriptor<Long, Lottery> LOTTERIES =
            new MapStateDescriptor<>("lotteries", Types.LONG, TypeInformation.of(Lottery.class));
    private static final ListStateDescriptor<UserEvent> WAITING =
            new ListStateDescriptor<>("waiting", TypeInformation.of(UserEvent.class));

    private final DrawWindow window;
    private final Tickets tickets;
    private final long startSkewMillis;
    private final int accountSlots;

    private transient BroadcastState<Long, Lottery> lotteries;
    private transient ValueState<Account> account;
    private transient AccountCache accounts;
    private transient HeldState<Long> held;
    private transient ListState<UserEvent> waiting;
    private transient PendingClicks pendingClicks;
    private transient Rejections rejections;
    private transient long userWatermark;
    private transient long lotteryWatermark;
    private transient long watermark;

    /** @param startSkewMillis how much longer the first start may take to be read than a click */
    JudgeClicks(DrawWindow window, Tickets tickets, long startSkewMillis) {
        this(window, tickets, startSkewMillis, AccountCache.DEFAULT_MAX_SLOTS);
    }

    /** @param accountSlots limit of the {@link AccountCache} */
    JudgeClicks(DrawWindow window, Tickets tickets, long startSkewMillis, int accountSlots) {
        this.window = requireNonNull(window, "window is null");
        this.tickets = requireNonNull(tickets, "tickets is null");
        this.startSkewMillis = startSkewMillis;
        this.accountSlots = accountSlots;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        lotteries = context.getOperatorStateStore().getBroadcastState(LOTTERIES);
        account = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("account", Account.class));
        waiting = context.getKeyedStateStore().getListState(WAITING);
    }

    @Override
    public void open() throws Exception {
        super.open();
        rejections = new Rejections(output, getMetricGroup());
        pendingClicks = new PendingClicks();
        Gauge<Long> bound = pendingClicks::watermarkBound;
        getMetricGroup().gauge("watermarkBound", bound);
        held = new HeldState<>(
                getKeyedStateBackend(), getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks());
        accounts = new AccountCache(new KeyedAccounts(), accountSlots);
        held.read(accounts::restore);
        userWatermark = NEVER;
        lotteryWatermark = NEVER;
        watermark = NEVER;
        this.<Long>getKeyedStateBackend()
                .applyToAllKeys(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, WAITING, (userId, events) -> {
                    for (UserEvent event : events.get()) {
                        pendingClicks.add(event);
                    }
                });
    }

    /** Few events need keyed state: the {@link AccountCache} has most accounts. */
    @Override
    public boolean hasKeyContext1() {
        return false;
    }

    @Override
    public void processElement1(StreamRecord<UserEvent> element) throws Exception {
        UserEvent event = element.getValue();
        if (pendingClicks.contains(event.userId) || !process(event)) {
            setCurrentKey(event.userId);
            waiting.add(event.withSourceBytes());
            pendingClicks.add(event);
        }
    }

    @Override
    public void processElement2(StreamRecord<LotteryStart> element) throws Exception {
        LotteryStart start = element.getValue();
        lotteries.put(start.lotteryId, Lottery.of(start, window));
        settle(pendingClicks.waitingFor(start.lotteryId));
        emitWatermark();
    }

    /** Returns false, and does nothing, if later records can change the result. */
    private boolean process(UserEvent event) throws Exception {
        if (!event.isClick()) {
            purchase(event);
            return true;
        }
        Lottery lottery = lotteries.get(event.lotteryId);
        if (lottery == null && event.time > lotteryWatermark) {
            return false;
        }
        click(event, lottery);
        return true;
    }

    private void purchase(UserEvent event) throws Exception {
        if (!accounts.buy(event.userId, event.coupons)) {
            rejections.reject(
                    Rejection.OUT_OF_RANGE,
                    "purchasedCoupons must leave the user at most " + Long.MAX_VALUE + " coupons, got " + event.coupons,
                    event.record());
        }
    }

    private void click(UserEvent event, @Nullable Lottery lottery) throws Exception {
        if (lottery == null || !lottery.isRunningAt(event.time)) {
            rejections.reject(
                    Rejection.INACTIVE_LOTTERY,
                    "Cannot click on inactive lottery, lotteryId: " + event.lotteryId,
                    event.record());
            return;
        }
        long start = window.start(event.time);
        if (start + window.millis() - 1 <= watermark) {
            rejections.reject(Rejection.LATE, UserEventReader.lateness(event, window), event.record());
            return;
        }
        long number = accounts.enter(event.userId);
        if (number == 0) {
            rejections.reject(Rejection.NO_COUPON, "User has no coupon, userId: " + event.userId, event.record());
            return;
        }
        long ticket = tickets.ticket(event.lotteryId, start, event.userId, number);
        output.collect(new StreamRecord<>(new Entry(event.lotteryId, event.userId, number, ticket), event.time));
    }

    /** After each call, the current key is the account's user. */
    private final class KeyedAccounts implements AccountCache.Store {
        @Override
        public @Nullable Account read(long userId) throws Exception {
            setCurrentKey(userId);
            return account.value();
        }

        @Override
        public void write(long userId, Account changed) throws Exception {
            setCurrentKey(userId);
            account.update(changed);
        }
    }

    /** Early enough: the snapshot may begin with timers, but this operator has none. */
    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        accounts.age();
        held.write(AccountCache.VERSION, accounts);
        super.snapshotState(context);
    }

    private void settle(List<Long> userIds) throws Exception {
        for (long userId : userIds) {
            setCurrentKey(userId);
            Deque<UserEvent> queue = new ArrayDeque<>();
            waiting.get().forEach(queue::add);
            queue.forEach(pendingClicks::remove);
            while (!queue.isEmpty() && process(queue.peek())) {
                queue.remove();
            }
            queue.forEach(pendingClicks::add);
            waiting.update(new ArrayList<>(queue));
        }
    }

    @Override
    public void processWatermark1(Watermark mark) throws Exception {
        userWatermark = mark.getTimestamp();
        super.processWatermark1(mark);
        // after an idle phase of the users' input, the combined watermark may be ahead and thus not advance now
        emitWatermark();
    }

    @Override
    public void processWatermark2(Watermark mark) throws Exception {
        lotteryWatermark = mark.getTimestamp();
        settle(pendingClicks.waitingUntil(lotteryWatermark));
        super.processWatermark2(mark);
        emitWatermark();
    }

    /**
     * Called when the minimum watermark of the inputs that are not idle advances. An input of lotteries
     * that is idle has never had a start: this is then the watermark of the users' input, and a first start may still be
     * on its way. Otherwise it is not ahead of the lotteries'.
     */
    @Override
    public void processWatermark(Watermark combined) throws Exception {
        boolean isLast = combined.equals(Watermark.MAX_WATERMARK);
        long started = isLast ? combined.getTimestamp() : combined.getTimestamp() - startSkewMillis;
        lotteryWatermark = Math.max(lotteryWatermark, started);
        settle(pendingClicks.waitingUntil(lotteryWatermark));
        emitWatermark();
    }

    private void emitWatermark() {
        long next = Math.min(userWatermark, pendingClicks.watermarkBound());
        if (next > watermark) {
            watermark = next;
            output.emitWatermark(new Watermark(watermark));
        }
    }
}
