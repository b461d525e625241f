package io.millrace.local.cli;

import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.requests.OperationRequest;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Carries out an operation on a running stage: its steps go to standard error, its result to standard output. */
final class OperationRun {
    private final StateOptions options;
    private final CommandSpec spec;

    OperationRun(StateOptions options, CommandSpec spec) {
        this.options = options;
        this.spec = spec;
    }

    void run(OperationRequest request) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter error = spec.commandLine().getErr();
        options.running()
                .carryOut(request, event -> {
                    error.println(event);
                    error.flush();
                })
                .forEach(out::println);
        out.flush();
    }
}
