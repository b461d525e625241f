package io.millrace.local.console;

import io.millrace.console.report.OperationReport;
import io.millrace.console.server.ConsoleRequest;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.requests.SnapshotName;
import io.millrace.local.stage.RunningStage;
import io.millrace.local.stage.StageDirectory;
import java.util.List;

/** The operations that the page offers: what the commands of these names do, for the application {@code application}. */
record StageActions(StageDirectory directory) {
    /** Takes a snapshot called {@code name}, or else after the time. */
    OperationReport snapshot(ConsoleRequest request) {
        String name = request.body().hasNonNull("name") ? request.text("name") : SnapshotName.now();
        SnapshotName.violation(name).ifPresent(violation -> {
            throw new StageException(violation);
        });
        return carryOut("snapshot", OperationRequest.snapshot(application(request), name));
    }

    OperationReport update(ConsoleRequest request) {
        return carryOut("update", OperationRequest.update(application(request)));
    }

    OperationReport rollBack(ConsoleRequest request) {
        return carryOut("rollback", OperationRequest.rollback(application(request)));
    }

    private static List<String> application(ConsoleRequest request) {
        return List.of(request.text("application"));
    }

    private OperationReport carryOut(String operation, OperationRequest request) {
        RunningStage stage = directory
                .running()
                .orElseThrow(() -> new StageException("the stage does not run; 'millrace local up' starts it"));
        try {
            return new OperationReport(stage.name(), operation, stage.carryOut(request, step -> {}));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StageException("the console ends; the operation goes on", e);
        }
    }
}
