package io.millrace.local.cli.options;

import io.millrace.console.report.ErrorReport;
import java.util.Objects;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Prints what has failed on standard error: as one sentence, or as JSON if the command was asked for it. */
public final class FailurePrinter implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Pattern JSON = Pattern.compile("(?i)(?:^| )(?:-o|--output)[ =]?json(?: |$)");

    private final IParameterExceptionHandler withUsage;

    private FailurePrinter(IParameterExceptionHandler withUsage) {
        this.withUsage = withUsage;
    }

    /** Makes a command and its subcommands print failures so. */
    public static CommandLine installOn(CommandLine command) {
        FailurePrinter printer = new FailurePrinter(command.getParameterExceptionHandler());
        return command.setExecutionExceptionHandler(printer).setParameterExceptionHandler(printer);
    }

    /** With the stack trace instead if {@code --verbose} is given. */
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        if (command.getCommand() instanceof VerboseCommand asked && asked.isVerbose()) {
            failure.printStackTrace(command.getErr());
        } else {
            print(Objects.requireNonNullElse(failure.getMessage(), failure.toString()), command);
        }
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    /** With the usage, unless it is for a program. */
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) throws Exception {
        CommandLine command = wrong.getCommandLine();
        if (command.getCommand() instanceof ReportingCommand && asksForJson(arguments)) {
            ReportingCommand.print(new ErrorReport(String.valueOf(wrong.getMessage())), command.getErr());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
        return withUsage.handleParseException(wrong, arguments);
    }

    /** The command does not know yet: what is wrong has ended the parsing, perhaps before the option or on it. */
    private static boolean asksForJson(String[] arguments) {
        return JSON.matcher(String.join(" ", arguments)).find();
    }

    private static void print(String error, CommandLine command) {
        if (command.getCommand() instanceof ReportingCommand asked && asked.isJson()) {
            ReportingCommand.print(new ErrorReport(error), command.getErr());
        } else {
            command.getErr().println("millrace: " + error);
        }
    }
}
