package io.millrace.local.cli.options;

import static java.util.stream.Collectors.joining;

import io.millrace.local.process.StageException;
import io.millrace.local.stage.RunningStage;
import io.millrace.local.stage.StageDirectory;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose a stage that runs, or has run. */
public final class StateOptions {
    @Option(names = "--stage", paramLabel = "NAME", description = "The stage; needed only if there are several.")
    private @Nullable String stage;

    @Mixin
    private StateDirectoryOption state = new StateDirectoryOption();

    /**
     * The running stage.
     *
     * @throws StageException when none is running, or when several are and none is named
     */
    public RunningStage running() {
        return running(allRunning(), stage, "--stage");
    }

    /**
     * A running stage of another directory, or of another name.
     *
     * @param otherState its directory; this one's when null
     * @throws StageException when none is running, or when several are and none is named
     */
    public RunningStage running(@Nullable Path otherState, @Nullable String otherStage) {
        Path directory = otherState == null ? state.directory() : otherState;
        return running(
                otherStage == null ? RunningStage.all(directory) : RunningStage.named(directory, otherStage),
                otherStage,
                "--into-stage");
    }

    private static RunningStage running(List<RunningStage> running, @Nullable String stage, String option) {
        if (running.size() == 1) {
            return running.get(0);
        }
        if (running.isEmpty()) {
            throw new StageException("%s running; 'millrace local up' starts one"
                    .formatted(stage == null ? "no stage is" : "stage '" + stage + "' is not"));
        }
        throw new StageException("several stages are running; name one with %s: ".formatted(option)
                + running.stream().map(one -> one.directory().name()).collect(joining(", ")));
    }

    /**
     * The directory of the stage that runs or has run.
     *
     * @throws StageException when there is none, or when there are several and none is named
     */
    public StageDirectory existing() {
        List<StageDirectory> all = StageDirectory.all(state.directory()).stream()
                .filter(one -> stage == null || one.isCalled(stage))
                .toList();
        if (all.isEmpty()) {
            throw new StageException("%s has left anything in %s"
                    .formatted(stage == null ? "no stage" : "no stage '" + stage + "'", state.directory()));
        }
        if (all.size() > 1) {
            throw new StageException("several stages have run; name one with --stage: "
                    + all.stream().map(StageDirectory::name).collect(joining(", ")));
        }
        return all.get(0);
    }

    public List<RunningStage> allRunning() {
        return stage == null ? RunningStage.all(state.directory()) : RunningStage.named(state.directory(), stage);
    }
}
