package io.millrace.benchmarks.outliers;

import com.fasterxml.jackson.core.JsonParser;
import io.millrace.benchmarks.tuned.TokenReader;
import java.io.IOException;

/** Reads measurements from tokens. */
final class ReadSample extends TokenReader<Sample> {
    private static final long serialVersionUID = 1L;

    private final Sample sample = new Sample();

    @Override
    protected Sample begin() {
        sample.key = "";
        sample.time = 0;
        sample.value = 0;
        return sample;
    }

    @Override
    protected void member(String name, JsonParser parser, Sample event) throws IOException {
        switch (name) {
            case "key" -> event.key = parser.getText();
            case "value" -> event.value = parser.getDoubleValue();
            case "timestamp" -> event.time = parser.getLongValue();
            default -> {}
        }
    }
}
