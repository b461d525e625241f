package io.millrace.local.cli;

import java.time.Duration;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** The command line's entry point. */
@Command(
        name = "millrace",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        version = "Millrace 0.1.0",
        description = "Streaming infrastructure as code, on this machine.",
        subcommands = {LocalCommand.class, DemoCommand.class})
public final class Main {
    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .registerConverter(Duration.class, DurationText::parse)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Failure());
    }

    /** A failure is a sentence on standard error; its stack trace is for who asks for it. */
    private static final class Failure implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
            boolean verbose = command.getCommand() instanceof VerboseCommand asked && asked.isVerbose();
            if (verbose) {
                failure.printStackTrace(command.getErr());
            } else {
                command.getErr()
                        .println("millrace: " + Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
            }
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
    }
}
