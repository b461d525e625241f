package io.millrace.job.booking;

import static java.util.Objects.requireNonNull;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.SequenceStep;
import java.util.List;
import java.util.Map;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Emits an escalation for each match that flink-cep finds; of those that one record completes, only for the first. */
final class Escalate extends PatternProcessFunction<BookingEvent, Escalation> {
    private static final long serialVersionUID = 1L;

    private final Sequence sequence;

    /** The record that completed the latest match. Not state: all matches that one record completes come together. */
    private transient @Nullable BookingEvent completing;

    Escalate(Sequence sequence) {
        this.sequence = requireNonNull(sequence, "sequence is null");
    }

    @Override
    public void processMatch(Map<String, List<BookingEvent>> match, Context context, Collector<Escalation> out) {
        List<SequenceStep> steps = sequence.steps();
        int records = 0;
        BookingEvent last = new BookingEvent();
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).isAbsence()) {
                List<BookingEvent> taken = requireNonNull(match.get(SequencePattern.name(i)), "a step has no records");
                records += taken.size();
                last = taken.get(taken.size() - 1);
            }
        }
        BookingEvent first = requireNonNull(match.get(SequencePattern.name(0)), "no first step")
                .get(0);
        boolean waited = steps.get(steps.size() - 1).isAbsence();
        if (!waited && last.equals(completing)) {
            return;
        }
        completing = last;
        long time = waited ? first.time + sequence.within().toMillis() : last.time;
        out.collect(new Escalation(sequence.name(), first.bookingId, first.time, time, records));
    }
}
