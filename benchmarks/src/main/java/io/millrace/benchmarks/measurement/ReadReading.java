package io.millrace.benchmarks.measurement;

import com.fasterxml.jackson.core.JsonParser;
import io.millrace.benchmarks.tuned.TokenReader;
import java.io.IOException;

/** Reads measurements from tokens. */
public final class ReadReading extends TokenReader<Reading> {
    private static final long serialVersionUID = 1L;

    private final Reading reading = new Reading();

    @Override
    protected Reading begin() {
        reading.key = "";
        reading.value = 0;
        reading.timestamp = 0;
        return reading;
    }

    @Override
    protected void member(String name, JsonParser parser, Reading event) throws IOException {
        switch (name) {
            case "key" -> event.key = parser.getText();
            case "value" -> event.value = parser.getDoubleValue();
            case "timestamp" -> event.timestamp = parser.getLongValue();
            default -> {}
        }
    }
}
