package io.millrace.local.cli;

import picocli.CommandLine.Option;

/** What every command takes. */
class VerboseCommand {
    @Option(names = "--verbose", description = "Show the stack trace of a failure.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // its being there is enough
    private boolean help;

    boolean isVerbose() {
        return verbose;
    }
}
