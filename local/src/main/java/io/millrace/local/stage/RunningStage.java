package io.millrace.local.stage;

import static java.util.Objects.requireNonNull;

import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.requests.OperationResult;
import io.millrace.local.server.StageStreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A stage that runs on this machine, in this process or in another one.
 *
 * @param status what the stage's process has written about it last
 */
public record RunningStage(StageDirectory directory, StageStatusFile status) {
    public RunningStage {
        requireNonNull(directory, "directory is null");
        requireNonNull(status, "status is null");
    }

    /** The running stages whose state is in a directory. */
    public static List<RunningStage> all(Path stateDirectory) {
        return StageDirectory.all(stateDirectory).stream()
                .flatMap(directory -> directory.running().stream())
                .toList();
    }

    /** The running stages of a name, whose state is in a directory: apps without stages have each a stage of the same name. */
    public static List<RunningStage> named(Path stateDirectory, String stage) {
        return all(stateDirectory).stream()
                .filter(running -> running.directory().isCalled(stage))
                .toList();
    }

    public String name() {
        return status.stage();
    }

    /** The id of the process that runs the stage. */
    public long processId() {
        return status.supervisor().pid();
    }

    /** Queries the status of each application. */
    public List<ApplicationStatus> applications() {
        return status.applications().stream().map(ApplicationStatus::of).toList();
    }

    /**
     * Connects to the streams. The caller closes them.
     *
     * @throws StageException when the servers of the stage are still starting
     */
    public StageStreams streams() {
        return status.connect();
    }

    /**
     * Asks the process that runs the stage for an operation, and waits for its end.
     *
     * @param events receives a line for each step
     * @return what was done, one line per application
     * @throws StageException when the operation fails, or when that process ends first
     */
    public List<String> carryOut(OperationRequest request, Consumer<String> events) throws InterruptedException {
        OperationResult result = directory
                .requests()
                .send(request, () -> status.supervisor().find().isPresent(), events)
                .orElseThrow(() -> new StageException(
                        "stage %s ended before the operation did; 'millrace local up' resumes it".formatted(name())));
        result.failure().ifPresent(failure -> {
            throw new StageException(failure);
        });
        return result.lines();
    }

    /**
     * Stops the stage, and waits until its process has ended.
     *
     * @throws StageException when that takes too long
     */
    public void stop(Duration timeout) {
        status.supervisor().find().ifPresent(ProcessHandle::destroy);
        if (!status.supervisor().awaitEnd(timeout)) {
            throw new StageException("stage %s (process %d) did not stop within %d s"
                    .formatted(name(), processId(), timeout.toSeconds()));
        }
    }
}
