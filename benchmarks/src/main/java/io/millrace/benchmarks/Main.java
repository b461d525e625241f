package io.millrace.benchmarks;

import picocli.CommandLine;

/** The command line's entry point. */
public final class Main {
    private Main() {}

    /** Measures and exits with 0, or with 1 when it could not, or with 2 when it was asked wrongly. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Count.class, Count::parse);
    }
}
