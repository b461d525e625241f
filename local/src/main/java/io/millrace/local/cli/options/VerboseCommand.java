package io.millrace.local.cli.options;

import picocli.CommandLine.Option;

/** The options of every command. */
public class VerboseCommand {
    @Option(names = "--verbose", description = "Print the stack trace of a failure.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli handles it
    private boolean help;

    public boolean isVerbose() {
        return verbose;
    }
}
