package io.millrace.benchmarks.booking;

import org.apache.flink.cep.pattern.conditions.SimpleCondition;

/** What is of a type. */
final class OfType extends SimpleCondition<Note> {
    private static final long serialVersionUID = 1L;

    private final String type;

    OfType(String type) {
        this.type = type;
    }

    @Override
    public boolean filter(Note note) {
        return note.type.equals(type);
    }
}
