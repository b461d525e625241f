package io.millrace.local.cli;

import io.millrace.console.report.OperationReport;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.stage.RunningStage;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Carries out an operation on a running stage: its steps go to standard error, its result to standard output. */
final class OperationRun {
    private final ReportingCommand command;
    private final StateOptions options;
    private final CommandSpec spec;

    OperationRun(ReportingCommand command, StateOptions options, CommandSpec spec) {
        this.command = command;
        this.options = options;
        this.spec = spec;
    }

    void run(OperationRequest request) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter error = spec.commandLine().getErr();
        RunningStage stage = options.running();
        List<String> lines = stage.carryOut(request, event -> {
            error.println(event);
            error.flush();
        });
        if (command.isJson()) {
            ReportingCommand.print(new OperationReport(stage.name(), spec.name(), lines), out);
            return;
        }
        lines.forEach(out::println);
        out.flush();
    }
}
