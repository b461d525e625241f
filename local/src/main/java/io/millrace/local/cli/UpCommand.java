package io.millrace.local.cli;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.console.report.StageStatusReport;
import io.millrace.console.report.StartReport;
import io.millrace.local.cli.options.ApplicationsOption;
import io.millrace.local.cli.options.AssemblyOption;
import io.millrace.local.cli.options.DebugPortOption;
import io.millrace.local.cli.options.GivenOptions;
import io.millrace.local.cli.options.GivenStage;
import io.millrace.local.cli.options.JarOption;
import io.millrace.local.cli.options.QuotaOption;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StageOption;
import io.millrace.local.cli.options.StateDirectoryOption;
import io.millrace.local.cli.output.EventLines;
import io.millrace.local.cli.output.PlanText;
import io.millrace.local.observe.StageObserver;
import io.millrace.local.process.OwnClassArchive;
import io.millrace.local.process.StageException;
import io.millrace.local.server.KinesisLimits;
import io.millrace.local.stage.LocalStage;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            "Runs until Ctrl-C, or with --detach until 'millrace local down'. The next 'up' resumes from the savepoint of that"
                    + " stop, or after a kill from the newest checkpoint."
        })
final class UpCommand extends ReportingCommand implements Callable<Integer> {
    @Mixin
    private AssemblyOption assembly = new AssemblyOption();

    @Mixin
    private StageOption stage = new StageOption();

    @Mixin
    private ApplicationsOption applications = new ApplicationsOption();

    @Option(
            names = "--streams",
            paramLabel = "BACKEND",
            description =
                    "The server of the streams: kinesis, or kafka, where each stream is a topic (default: that of the last start,"
                            + " or kinesis).")
    private @Nullable StreamBackend streams;

    @Mixin
    private QuotaOption quota = new QuotaOption();

    @Option(
            names = "--max-parallelism",
            paramLabel = "N",
            description = "The most parallelism that an application has here (default: the template's).")
    private @Nullable Integer maxParallelism;

    @Option(names = "--streams-only", description = "Start the streams, and no application.")
    private boolean streamsOnly;

    @Option(
            names = "--endpoint",
            paramLabel = "SERVICE=URL",
            description = "The address of an AWS service that you run yourself, for the jobs' AWS SDK: --endpoint"
                    + " dynamodb=http://localhost:8000 sets AWS_ENDPOINT_URL_DYNAMODB, which the SDK for Java reads"
                    + " from 2.28.1 on; can be repeated.")
    private Map<String, String> endpoints = new LinkedHashMap<>();

    @Mixin
    private JarOption jar = new JarOption();

    @Mixin
    private DebugPortOption debugPort = new DebugPortOption();

    @Mixin
    private GivenOptions given = new GivenOptions();

    @Option(
            names = "--limits",
            paramLabel = "on|off",
            description = "Whether the local Kinesis refuses what the service would for being too much (default: on).")
    private KinesisLimits limits = KinesisLimits.ON;

    @Option(names = "--detach", description = "Return once every application is RUNNING; the stage keeps running.")
    private boolean detach;

    @Mixin
    private StateDirectoryOption state = new StateDirectoryOption();

    private final OwnClassArchive classes = OwnClassArchive.ofThisProcess();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        // what happens is for a person; the report is the result
        PrintWriter out =
                isJson() ? spec.commandLine().getErr() : spec.commandLine().getOut();
        EventLines events = new EventLines(out);
        GivenStage chosen = assembly.stage(stage.name(), given, endpoints, jar, applications.names());
        Path directory = chosen.assembly().directory();
        LocalStage.Builder builder = LocalStage.builder(directory)
                .stage(chosen.stage().name())
                .given(chosen.given())
                .stateDirectory(state.directory())
                .quotas(quota.quotas())
                .limits(limits)
                .events(events);
        if (maxParallelism != null) {
            builder.maxParallelism(maxParallelism);
        }
        Map<String, Integer> debugPorts = debugPort.byApplication(() -> chosen.applications(applications.names()));
        debugPorts.forEach(builder::debugPort);
        builder.applications(applications.names().toArray(String[]::new));
        if (streams != null) {
            builder.streams(streams);
        }
        if (streamsOnly) {
            builder.streamsOnly();
        }
        LocalStage prepared = builder.prepare();
        if (prepared.plan().applications().isEmpty() && !streamsOnly) {
            throw new StageException(
                    "stage %s must have an application that runs here; --streams-only starts its streams"
                            .formatted(prepared.plan().stage()));
        }
        if (detach) {
            List<String> planning = planning();
            planning.addAll(DebugPortOption.arguments(debugPorts));
            planning.addAll(GivenOptions.arguments(chosen.given()));
            new DetachedStart(prepared, planning, classes, out).run(directory, state.directory());
            report(prepared);
            return 0;
        }
        PlanText.lines(prepared.plan()).forEach(out::println);
        out.flush();
        return new ForegroundRun(prepared, events, out, () -> report(prepared), classes).run();
    }

    /** The options that say the same of any assembly: names in them, such as those of applications, stay as they are given. */
    List<String> planning() {
        List<String> planning = new ArrayList<>(applications.arguments());
        if (streamsOnly) {
            planning.add("--streams-only");
        }
        planning.addAll(quota.arguments());
        planning.addAll(List.of("--limits", limits.toString()));
        if (maxParallelism != null) {
            planning.addAll(List.of("--max-parallelism", maxParallelism.toString()));
        }
        return planning;
    }

    private void report(LocalStage started) {
        if (isJson()) {
            StageStatusReport stage = new StageObserver(started.directory()).observe();
            Optional<String> console = started.directory().console().served().map(URI::toString);
            print(new StartReport(stage, console), spec.commandLine().getOut());
        }
    }
}
