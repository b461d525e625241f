package io.millrace.benchmarks;

import static java.util.stream.Collectors.joining;

import io.millrace.benchmarks.pipeline.Implementation;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An implementation as typed on the command line. */
final class ImplementationName implements ITypeConverter<Implementation> {
    /** All that can be chosen. Parsing is the lower limit, which is always measured. */
    static final List<Implementation> ALL =
            List.of(Implementation.JOB, Implementation.TEXTBOOK, Implementation.TUNED, Implementation.SQL);

    @Override
    public Implementation convert(String text) {
        return ALL.stream()
                .filter(implementation -> implementation.label().equals(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("must be one of "
                        + ALL.stream().map(Implementation::label).collect(joining(", ")) + ", got '" + text + "'"));
    }
}
