package io.millrace.local.cli;

import io.millrace.local.requests.Answer;
import io.millrace.local.requests.Request;
import io.millrace.local.runtime.StageException;
import io.millrace.local.runtime.StageRecord;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Asks something of a stage that runs, and shows what it says meanwhile on standard error. */
final class StageRequest {
    private final StateOptions options;
    private final CommandSpec spec;

    StageRequest(StateOptions options, CommandSpec spec) {
        this.options = options;
        this.spec = spec;
    }

    /**
     * Asks, and waits for the outcome.
     *
     * @return what came of it
     * @throws StageException when it could not be done, or nobody was left to do it
     */
    List<String> send(Request request) throws InterruptedException {
        StageRecord stage = options.running();
        PrintWriter error = spec.commandLine().getErr();
        Answer answer = options.directory(stage)
                .requests()
                .ask(request, () -> stage.supervisor().find().isPresent(), event -> {
                    error.println(event);
                    error.flush();
                })
                .orElseThrow(() -> new StageException(
                        "stage %s ended before it was done; 'millrace local up' goes on".formatted(stage.stage())));
        answer.failure().ifPresent(failure -> {
            throw new StageException(failure);
        });
        return answer.lines();
    }
}
