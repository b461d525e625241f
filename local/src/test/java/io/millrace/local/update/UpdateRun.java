package io.millrace.local.update;

import static io.millrace.contract.search.BrokenRule.require;

import io.millrace.contract.search.SearchedState;
import io.millrace.local.process.StageException;
import io.millrace.local.requests.OperationRequest;
import io.millrace.local.stage.CountingJobAssembly;
import io.millrace.local.update.FaultyFlink.Cluster;
import io.millrace.local.update.FaultyFlink.Fault;
import io.millrace.local.update.FaultyFlink.Killed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An update or a rollback with faults at some of its steps, carried out by the real code, and what happens until the stage
 * is at rest again. The search adds one fault after the other, each at a later step.
 */
final class UpdateRun implements SearchedState {
    /** What is requested of a stage that runs with the color green; before a rollback, it ran with blue. */
    enum Action {
        UPDATE,
        UPDATE_TO_A_JOB_THAT_FAILS,
        UPDATE_TO_A_JOB_THAT_CRASHES,
        ROLLBACK
    }

    /** The assemblies of all runs, and the directory of their stages. */
    record Stages(Path directory, Map<String, CountingJobAssembly> assemblies) {}

    private final Stages files;
    private final Action action;
    private final int allowed;
    private final TreeMap<Integer, Fault> faults;
    private final List<String> steps;

    UpdateRun(Stages files, Action action, int allowed) {
        this(files, action, allowed, new TreeMap<>());
    }

    private UpdateRun(Stages files, Action action, int allowed, TreeMap<Integer, Fault> faults) {
        this.files = files;
        this.action = action;
        this.allowed = allowed;
        this.faults = faults;
        FaultyFlink flink = new FaultyFlink(faults);
        carryOut(flink);
        this.steps = List.copyOf(flink.steps());
    }

    @Override
    public Map<String, Supplier<SearchedState>> events() {
        Map<String, Supplier<SearchedState>> events = new LinkedHashMap<>();
        if (faults.size() < allowed) {
            for (int step = faults.isEmpty() ? firstStep() : faults.lastKey() + 1; step < steps.size(); step++) {
                int at = step;
                for (Fault fault : possible(steps.get(step))) {
                    events.put("step %d, %s: %s".formatted(step, steps.get(step), fault), () -> with(at, fault));
                }
            }
        }
        return events;
    }

    /** Until a version starts, nothing depends on how good it is. */
    private int firstStep() {
        boolean same = action == Action.UPDATE_TO_A_JOB_THAT_FAILS || action == Action.UPDATE_TO_A_JOB_THAT_CRASHES;
        return same ? steps.indexOf("start of version 2") : 0;
    }

    private UpdateRun with(int step, Fault fault) {
        TreeMap<Integer, Fault> more = new TreeMap<>(faults);
        more.put(step, fault);
        return new UpdateRun(files, action, allowed, more);
    }

    private static Set<Fault> possible(String step) {
        if (step.startsWith("reports")) {
            return EnumSet.of(Fault.KILLED);
        }
        if (step.startsWith("start of") || step.startsWith("wait for") || step.startsWith("check of")) {
            return EnumSet.of(Fault.KILLED, Fault.FAILS);
        }
        Set<Fault> faults = EnumSet.allOf(Fault.class);
        if (!step.contains("savepoint") && !step.equals("checkpoint")) {
            faults.removeAll(EnumSet.of(Fault.FAILS, Fault.HANGS));
        }
        return faults;
    }

    private void carryOut(FaultyFlink flink) {
        Path state = newDirectory();
        ScriptedStage stage = start(action == Action.ROLLBACK ? "blue" : "green", state, flink);
        if (action == Action.ROLLBACK) {
            stage.carryOut(update("green"));
        }
        one(flink).takeCheckpoint("");
        long atLeast = flink.saved();
        int before = flink.starts().size();
        String outcome;
        flink.count(true);
        try {
            stage.carryOut(action == Action.ROLLBACK ? OperationRequest.rollback(List.of()) : update(next()));
            outcome = "success";
        } catch (StageException e) {
            outcome = String.valueOf(e.getMessage());
        } catch (Killed e) {
            outcome = "killed";
        } finally {
            flink.count(false);
        }
        if (outcome.equals("killed")) {
            flink.killAll();
            recovered(state, flink, atLeast);
            return;
        }
        boolean updated = outcome.equals("success");
        if (updated) {
            require(action == Action.UPDATE || action == Action.ROLLBACK, "an update to a bad version fails");
            Cluster running = one(flink);
            require(running.isHealthy(), "an update that succeeds leaves a healthy job");
        }
        for (int i = 0; i < 3; i++) {
            stage.watch();
        }
        atRest(flink, updated ? next() : "green", outcome);
        if (action != Action.ROLLBACK) {
            for (long count : flink.starts().subList(before, flink.starts().size())) {
                require(count >= atLeast, "no start loses state", outcome);
            }
        }
        restarted(stage, state, flink, updated ? next() : "green", outcome);
    }

    /** The stage stops and starts with the assembly that it runs, as on the next morning. */
    private void restarted(ScriptedStage stage, Path state, FaultyFlink flink, String color, String outcome) {
        long newest = last(flink);
        stage.stop();
        require(flink.alive().isEmpty(), "a stop leaves no cluster", outcome);
        ScriptedStage again = start(color, state, flink);
        atRest(again, flink, color);
        require(last(flink) >= newest, "a restart after an update loses no state", outcome);
    }

    /** After a kill, the stage starts again, with the old assembly or the new one, and the request is repeated. */
    private void recovered(Path state, FaultyFlink flink, long atLeast) {
        if (action == Action.ROLLBACK) {
            // version 1 or 2, by what the assembly says
            ScriptedStage stage = start("green", state, flink);
            atRest(stage, flink, "green");
            return;
        }
        start("green", state, flink);
        require(last(flink) >= atLeast, "a start after a kill loses no state");
        require(one(flink).isRunning(), "a job runs after a kill and a start");
        flink.killAll();
        if (action == Action.UPDATE) {
            ScriptedStage stage = start(next(), state, flink);
            require(last(flink) >= atLeast, "a start after a kill loses no state");
            stage.carryOut(update(next()));
            atRest(stage, flink, next());
        }
    }

    private static void atRest(ScriptedStage stage, FaultyFlink flink, String color) {
        stage.watch();
        require(one(flink).isRunning(), "a job runs after a kill and a start");
        require(one(flink).setting("color").equals(Optional.of(color)), "a repeated request is carried out");
    }

    private static void atRest(FaultyFlink flink, String color, String outcome) {
        Cluster running = one(flink);
        require(
                running.setting("color").equals(Optional.of(color)),
                "the version that was reported runs, " + (color.equals("green") ? "the old" : "the new"),
                outcome);
        require(running.isRunning() || running.endedByItself(), "a job runs in the end, whatever failed", outcome);
    }

    private static long last(FaultyFlink flink) {
        return flink.starts().get(flink.starts().size() - 1);
    }

    private static Cluster one(FaultyFlink flink) {
        require(flink.alive().size() == 1, "one cluster runs in the end");
        return flink.alive().get(0);
    }

    private String next() {
        return switch (action) {
            case UPDATE -> "red";
            case UPDATE_TO_A_JOB_THAT_FAILS -> "failing";
            case UPDATE_TO_A_JOB_THAT_CRASHES -> "crashing";
            case ROLLBACK -> "blue";
        };
    }

    private ScriptedStage start(String color, Path state, FaultyFlink flink) {
        return new ScriptedStage(assembly(color), state, flink, flink::event).start();
    }

    private OperationRequest update(String color) {
        return OperationRequest.update(List.of(), assembly(color), List.of(), false);
    }

    private Path assembly(String color) {
        return files.assemblies.get(color).directory();
    }

    private Path newDirectory() {
        try {
            return Files.createTempDirectory(files.directory, "run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UpdateRun run && action == run.action && faults.equals(run.faults);
    }

    @Override
    public int hashCode() {
        return 31 * action.hashCode() + faults.hashCode();
    }

    @Override
    public String toString() {
        return faults.isEmpty() ? action.toString() : steps.size() + " steps";
    }
}
