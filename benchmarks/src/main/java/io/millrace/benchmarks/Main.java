package io.millrace.benchmarks;

import io.millrace.local.cli.options.DurationText;
import io.millrace.local.cli.options.FailurePrinter;
import java.time.Duration;
import picocli.CommandLine;

/** The command line's entry point. */
public final class Main {
    private Main() {}

    /** Exits with 0, with 1 after a failure, or with 2 after a wrong option. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return FailurePrinter.installOn(new CommandLine(new BenchCommand()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Count.class, Count::parse)
                .registerConverter(Duration.class, DurationText::parse);
    }
}
