package io.millrace.local.cli;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.runtime.LocalStage;
import io.millrace.local.runtime.Supervisor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a stage. */
@Command(
        name = "up",
        description = "Start a stage of the cloud assembly: its streams, and its applications on Flink.",
        footer = {
            "",
            "Runs until Ctrl-C, or with --detach until 'millrace local down'. Whatever ended it, the next 'up' goes on"
                    + " where it was: from the savepoint of a stop, or from the newest checkpoint."
        })
final class UpCommand extends VerboseCommand implements Callable<Integer> {
    @Mixin
    private AssemblyOption assembly = new AssemblyOption();

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            description = "The stage to start (default: the only one, or else dev).")
    private @Nullable String stage;

    @Option(
            names = "--application",
            paramLabel = "NAME",
            description = "Start this application alone, by its job's name; may be repeated (default: all of them).")
    private List<String> applications = List.of();

    @Option(
            names = "--streams",
            paramLabel = "BACKEND",
            description =
                    "What holds the streams: kinesis, or kafka, which makes every stream a topic of a Kafka broker (default: what held"
                            + " them before, kinesis at first).")
    private @Nullable StreamBackend streams;

    @Option(names = "--detach", description = "Return once every application is RUNNING; the stage runs on.")
    private boolean detach;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where stages keep their state (default: .millrace in Millrace's directory).")
    private @Nullable Path state;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        EventLines events = new EventLines(out);
        LocalStage.Builder builder = LocalStage.builder(assembly.directory())
                .stateDirectory(StateOptions.directory(state))
                .events(events);
        if (stage != null) {
            builder.stage(stage);
        }
        builder.applications(applications.toArray(String[]::new));
        if (streams != null) {
            builder.streams(streams);
        }
        Supervisor supervisor = builder.supervisor();
        if (detach) {
            return new DetachedStart(supervisor, out).run(assembly.directory(), StateOptions.directory(state));
        }
        PlanText.lines(supervisor.plan()).forEach(out::println);
        out.flush();
        return new ForegroundRun(supervisor, events, out).run();
    }
}
