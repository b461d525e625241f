package io.millrace.benchmarks.booking;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * All rules in one state machine, in the order of event time. A booking has one value of state and at most one timer. Timers
 * are rounded up to Flink's interval between watermarks, so that records of nearly the same time share one.
 */
final class FollowBookings extends KeyedProcessFunction<String, BookingStep, BookingAlert> {
    private static final long serialVersionUID = 1L;

    static final OutputTag<BookingEscalation> ESCALATIONS =
            new OutputTag<>("escalations", TypeInformation.of(BookingEscalation.class));

    private static final long TIMER_STEP_MILLIS = 200;
    private static final int VALUE_BITS = 32;

    private final long timeoutMillis;
    private final long retentionMillis;
    private final long withinMillis;
    private transient ValueState<Life> lives;

    FollowBookings(Duration timeout, Duration retention, Duration within) {
        this.timeoutMillis = timeout.toMillis();
        this.retentionMillis = retention.toMillis();
        this.withinMillis = within.toMillis();
    }

    @Override
    public void open(OpenContext context) {
        lives = getRuntimeContext().getState(new ValueStateDescriptor<>("life", Types.VALUE(Life.class)));
    }

    @Override
    public void processElement(BookingStep step, Context context, Collector<BookingAlert> out) throws Exception {
        TimerService timers = context.timerService();
        if (step.time <= timers.currentWatermark()) {
            return;
        }
        Life known = lives.value();
        Life life = known == null ? new Life() : known;
        life.waitingTimes.add(step.time);
        life.waitingContents.add(content(step));
        setTimer(life, step.time, timers);
        lives.update(life);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<BookingAlert> out) throws Exception {
        Life life = lives.value();
        if (life == null) {
            return;
        }
        life.timer = 0;
        long watermark = context.timerService().currentWatermark();
        for (int next = nextWaiting(life, watermark); next >= 0; next = nextWaiting(life, watermark)) {
            long time = life.waitingTimes.get(next);
            long content = life.waitingContents.get(next);
            removeEqual(life, time, content);
            settle(life, time, context, out);
            process(life, time, StepKind.of((int) (content >>> VALUE_BITS)), (int) content, context, out);
        }
        settle(life, watermark, context, out);
        if (life.isOver()) {
            lives.clear();
            return;
        }
        setTimer(life, deadline(life), context.timerService());
        lives.update(life);
    }

    private static long content(BookingStep step) {
        long kind = requireNonNull(step.kind, "a record that no rule is about is not sent")
                .code();
        return kind << VALUE_BITS | Integer.toUnsignedLong(step.value);
    }

    /** The index of the earliest record that the watermark has reached, or -1. */
    private static int nextWaiting(Life life, long watermark) {
        int next = -1;
        for (int i = 0; i < life.waitingTimes.size; i++) {
            long time = life.waitingTimes.get(i);
            if (time <= watermark && (next < 0 || isBefore(life, i, next))) {
                next = i;
            }
        }
        return next;
    }

    private static boolean isBefore(Life life, int left, int right) {
        int byTime = Long.compare(life.waitingTimes.get(left), life.waitingTimes.get(right));
        return byTime < 0 || (byTime == 0 && life.waitingContents.get(left) < life.waitingContents.get(right));
    }

    /** Removes a record, and its duplicates. */
    private static void removeEqual(Life life, long time, long content) {
        for (int i = life.waitingTimes.size - 1; i >= 0; i--) {
            if (life.waitingTimes.get(i) == time && life.waitingContents.get(i) == content) {
                life.waitingTimes.remove(i);
                life.waitingContents.remove(i);
            }
        }
    }

    private void process(
            Life life, long time, StepKind kind, int value, OnTimerContext context, Collector<BookingAlert> out) {
        switch (kind) {
            case CREATED -> {
                match(life, time, kind, value, context, out);
                life.unconfirmed.add(time);
            }
            case PAYMENT_SUCCEEDED -> match(life, time, kind, value, context, out);
            case CONFIRMED -> life.unconfirmed.clear();
            case PAYMENT_FAILED -> life.failures.add(time);
            case CANCELLED -> {
                // every failure but the last one was followed by another
                while (life.failures.size > 1) {
                    escalate("payment-trouble", life.failures.get(0), context);
                    life.failures.remove(0);
                }
            }
        }
    }

    private void match(
            Life life, long time, StepKind kind, int value, OnTimerContext context, Collector<BookingAlert> out) {
        if (life.until == 0) {
            life.since = time;
            life.until = time + timeoutMillis;
            life.alerted = false;
            life.created = false;
            life.count = 0;
        }
        if (life.alerted) {
            return;
        }
        if (kind == StepKind.PAYMENT_SUCCEEDED) {
            life.count++;
            life.paidValue = value;
        } else if (!life.created) {
            life.created = true;
            life.createdValue = value;
        }
        if (life.created && life.count > 0) {
            alert("MATCHED", life, time, context.getCurrentKey(), out);
        }
    }

    /** Whatever ends at or before a time, in the order of time within each rule. */
    private void settle(Life life, long time, OnTimerContext context, Collector<BookingAlert> out) {
        if (life.until != 0 && !life.alerted && life.until <= time) {
            alert("UNMATCHED", life, life.until, context.getCurrentKey(), out);
        }
        if (life.alerted && life.until <= time) {
            life.until = 0;
            life.alerted = false;
        }
        while (life.unconfirmed.size > 0 && life.unconfirmed.get(0) + withinMillis <= time) {
            escalate("unconfirmed", life.unconfirmed.get(0), context);
            life.unconfirmed.remove(0);
        }
        while (life.failures.size > 0 && life.failures.get(0) + withinMillis <= time) {
            life.failures.remove(0);
        }
    }

    private void alert(String type, Life life, long time, String bookingId, Collector<BookingAlert> out) {
        BookingAlert alert = new BookingAlert();
        alert.type = type;
        alert.bookingId = bookingId;
        alert.since = life.since;
        alert.time = time;
        alert.createdValue = life.created ? Integer.valueOf(life.createdValue) : null;
        alert.eventValue = life.count > 0 ? Integer.valueOf(life.paidValue) : null;
        alert.count = life.count;
        out.collect(alert);
        life.alerted = true;
        life.until = time + retentionMillis;
    }

    private static void escalate(String name, long since, OnTimerContext context) {
        BookingEscalation escalation = new BookingEscalation();
        escalation.escalation = name;
        escalation.bookingId = context.getCurrentKey();
        escalation.since = since;
        context.output(ESCALATIONS, escalation);
    }

    private long deadline(Life life) {
        long next = life.waitingTimes.min();
        if (life.until != 0) {
            next = Math.min(next, life.until);
        }
        if (life.unconfirmed.size > 0) {
            next = Math.min(next, life.unconfirmed.get(0) + withinMillis);
        }
        if (life.failures.size > 0) {
            next = Math.min(next, life.failures.get(0) + withinMillis);
        }
        return next;
    }

    /** Sets the booking's timer, if it must be earlier than the one that is set. */
    private static void setTimer(Life life, long time, TimerService timers) {
        long timer = Math.floorDiv(time + TIMER_STEP_MILLIS - 1, TIMER_STEP_MILLIS) * TIMER_STEP_MILLIS;
        if (life.timer != 0 && life.timer <= timer) {
            return;
        }
        if (life.timer != 0) {
            timers.deleteEventTimeTimer(life.timer);
        }
        timers.registerEventTimeTimer(timer);
        life.timer = timer;
    }
}
