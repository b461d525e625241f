package io.millrace.benchmarks;

import io.millrace.assembly.deployment.LocalRuntime;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A Flink release as typed on the command line, in the service's words. */
final class RuntimeId implements ITypeConverter<LocalRuntime> {
    @Override
    public LocalRuntime convert(String text) {
        return Arrays.stream(LocalRuntime.values())
                .filter(runtime -> runtime.id().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("must be one of " + LocalRuntime.ids() + ", got '" + text + "'"));
    }
}
