package io.millrace.benchmarks.booking;

import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** Accepts records of one type. */
final class IsType extends SimpleCondition<BookingRecord> {
    private static final long serialVersionUID = 1L;

    private final String type;

    IsType(String type) {
        this.type = type;
    }

    @Override
    public boolean filter(BookingRecord note) {
        return note.type.equals(type);
    }
}
