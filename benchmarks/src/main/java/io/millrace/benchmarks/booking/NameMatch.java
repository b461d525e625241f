package io.millrace.benchmarks.booking;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.util.Collector;

/** Emits an escalation with the name of the pattern. */
final class NameMatch extends PatternProcessFunction<BookingRecord, BookingEscalation> {
    private static final long serialVersionUID = 1L;

    static final String FIRST = "first";

    private final String name;

    NameMatch(String name) {
        this.name = name;
    }

    @Override
    public void processMatch(
            Map<String, List<BookingRecord>> match, Context context, Collector<BookingEscalation> out) {
        out.collect(BookingEscalation.of(
                name,
                requireNonNull(match.get(FIRST), "a match has a first record").get(0)));
    }
}
