package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.cep.CepState;
import io.millrace.job.cep.PatternChain;
import io.millrace.job.metric.CustomMetrics;
import java.util.Arrays;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Follows every attempt of a booking's records to match a sequence, as flink-cep does, and emits an escalation for each
 * match; of the attempts that one record completes, only for the earliest.
 *
 * <p>Each record can start an attempt, and every attempt examines all further records. Therefore a booking has at most
 * {@value #MAX_ATTEMPTS} open attempts of a sequence; records that do not start one for this reason are counted as {@code
 * escalations.ignored}.
 *
 * <p>State: per booking its open attempts, and a timer for the first of them that ends. An attempt is one number: the time
 * of its first record and, in the lowest {@value #TAKEN_BITS} bits, how many records it has taken. Attempts in the state of
 * flink-cep's operator are taken over.
 */
final class FollowSequence extends BookingOperator<long[], Escalation>
        implements CepState.Successor<String, BookingEvent> {
    private static final long serialVersionUID = 1L;

    static final int MAX_ATTEMPTS = 200;

    /** Enough for ten steps of a hundred records; 53 bits remain for the time. */
    private static final int TAKEN_BITS = 11;

    private static final long TAKEN = (1L << TAKEN_BITS) - 1;
    private static final long[] NONE = {};

    private final Sequence sequence;

    private transient PatternChain<BookingEvent> chain;
    private transient Counter ignored;

    FollowSequence(Sequence sequence, long maxCacheBytes) {
        super(
                new ValueStateDescriptor<>("attempts", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO),
                new AttemptsFormat(),
                CepState.TIMERS,
                maxCacheBytes);
        this.sequence = requireNonNull(sequence, "sequence is null");
    }

    @Override
    public void open() throws Exception {
        // before attempts are restored
        chain = PatternChain.of(SequencePattern.of(sequence));
        ignored = CustomMetrics.of(getMetricGroup()).counter("escalations.ignored");
        super.open();
        new CepState<>(TypeInformation.of(BookingEvent.class)
                        .createSerializer(getExecutionConfig().getSerializerConfig()))
                .handOver(this.<String>getKeyedStateBackend(), chain, this);
    }

    @Override
    public void attempt(String bookingId, long first, int taken) throws Exception {
        change(bookingId, open -> with(open == null ? NONE : open, first << TAKEN_BITS | taken));
    }

    @Override
    public void record(BookingEvent event) throws Exception {
        change(event.bookingId, open -> next(open, event));
    }

    @Override
    long @Nullable [] next(long @Nullable [] before, BookingEvent event) {
        long[] open = before == null ? NONE : open(event.bookingId, before, event.time);
        long[] after = advanced(open, event);
        if (chain.takes(0, event)) {
            after = started(after, event);
        }
        return after.length == 0 ? null : after;
    }

    /** The attempts after a record: the same array if it is no matter to any of them. */
    private long[] advanced(long[] open, BookingEvent event) {
        long[] after = open;
        int kept = 0;
        boolean escalated = false;
        for (int i = 0; i < open.length; i++) {
            int taken = taken(open[i]);
            boolean stops = chain.stops(taken, event);
            if (!stops && !chain.takes(taken, event)) {
                after[kept++] = open[i];
                continue;
            }
            if (after == open) {
                after = open.clone();
            }
            if (stops) {
                continue;
            }
            if (!chain.isComplete(taken + 1)) {
                after[kept++] = open[i] + 1;
            } else if (!escalated) {
                escalate(event.bookingId, first(open[i]), event.time);
                escalated = true;
            }
        }
        return kept == open.length ? after : Arrays.copyOf(after, kept);
    }

    private long[] started(long[] open, BookingEvent event) {
        if (chain.isComplete(1)) {
            escalate(event.bookingId, event.time, event.time);
            return open;
        }
        if (open.length >= MAX_ATTEMPTS) {
            ignored.inc();
            return open;
        }
        return with(open, event.time << TAKEN_BITS | 1);
    }

    @Override
    long @Nullable [] settled(String bookingId, long[] attempts, long time) {
        long[] open = open(bookingId, attempts, time);
        return open.length == 0 ? null : open;
    }

    /** The attempts that have not ended yet. The others have failed, or succeeded if they were waiting for an absence. */
    private long[] open(String bookingId, long[] attempts, long time) {
        if (deadline(attempts) > time) {
            return attempts;
        }
        long[] open = new long[attempts.length];
        int kept = 0;
        for (long attempt : attempts) {
            if (end(attempt) > time) {
                open[kept++] = attempt;
            } else if (taken(attempt) == chain.length()) {
                escalate(bookingId, first(attempt), end(attempt));
            }
        }
        return Arrays.copyOf(open, kept);
    }

    private void escalate(String bookingId, long since, long time) {
        emit(new Escalation(sequence.name(), bookingId, since, time, chain.length()), time);
    }

    @Override
    long deadline(long[] attempts) {
        long earliest = Long.MAX_VALUE;
        for (long attempt : attempts) {
            earliest = Math.min(earliest, end(attempt));
        }
        return earliest;
    }

    /** After this time, no record can continue the attempt; of an absence, none can prevent it. */
    private long end(long attempt) {
        return first(attempt) + chain.withinMillis(taken(attempt));
    }

    private static long[] with(long[] attempts, long attempt) {
        long[] more = Arrays.copyOf(attempts, attempts.length + 1);
        more[attempts.length] = attempt;
        return more;
    }

    private static long first(long attempt) {
        return attempt >> TAKEN_BITS;
    }

    private static int taken(long attempt) {
        return (int) (attempt & TAKEN);
    }
}
