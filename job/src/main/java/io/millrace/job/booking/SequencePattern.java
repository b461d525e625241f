package io.millrace.job.booking;

import io.millrace.job.booking.sequence.Sequence;
import io.millrace.job.booking.sequence.SequenceStep;
import io.millrace.job.cep.AgeCondition;
import java.util.List;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;

/**
 * A sequence as a pattern of flink-cep. Nothing is skipped after a match: an attempt then depends on the records alone, not
 * on other attempts or on when the watermark ended one.
 */
final class SequencePattern {
    private SequencePattern() {}

    static Pattern<BookingEvent, ?> of(Sequence sequence) {
        List<SequenceStep> steps = sequence.steps();
        Pattern<BookingEvent, BookingEvent> pattern = Pattern.begin(name(0), AfterMatchSkipStrategy.noSkip());
        for (int i = 0; i < steps.size(); i++) {
            SequenceStep step = steps.get(i);
            if (i > 0) {
                pattern = step.isAbsence() ? pattern.notFollowedBy(name(i)) : pattern.followedBy(name(i));
            }
            pattern = pattern.where(new Fits(step));
            if (step.times() > 1) {
                pattern = pattern.times(step.times());
            }
        }
        return pattern.within(sequence.within());
    }

    /** The name of a step in a match. */
    static String name(int step) {
        return "step-" + step;
    }

    /** Whether a record is of the kind of a step, and in time. */
    private static final class Fits extends AgeCondition<BookingEvent> {
        private static final long serialVersionUID = 1L;
        private final boolean creation;
        private final String type;

        private Fits(SequenceStep step) {
            super(name(0), step.within().toMillis());
            this.creation = step.isCreation();
            this.type = step.type();
        }

        @Override
        public boolean fits(BookingEvent event) {
            return creation ? event.creation : event.type.equals(type);
        }

        @Override
        protected long time(BookingEvent event) {
            return event.time;
        }
    }
}
