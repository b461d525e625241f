package io.millrace.benchmarks.booking;

import com.fasterxml.jackson.core.JsonParser;
import io.millrace.benchmarks.tuned.TokenReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads records of bookings from tokens, and drops those that no rule is about. */
final class ReadStep extends TokenReader<BookingStep> {
    private static final long serialVersionUID = 1L;

    private final @Nullable StepKind kind;
    private final BookingStep step = new BookingStep();

    /** @param kind of records without a type */
    ReadStep(@Nullable StepKind kind) {
        this.kind = kind;
    }

    @Override
    protected BookingStep begin() {
        step.bookingId = "";
        step.kind = kind;
        step.value = 0;
        step.time = 0;
        return step;
    }

    @Override
    protected void member(String name, JsonParser parser, BookingStep event) throws IOException {
        switch (name) {
            case "bookingId" -> event.bookingId = parser.getText();
            case "type" -> event.kind = StepKind.of(parser.getText());
            case "value" -> event.value = parser.getIntValue();
            case "timestamp" -> event.time = parser.getLongValue();
            default -> {}
        }
    }

    @Override
    protected boolean matters(BookingStep event) {
        return event.kind != null;
    }
}
