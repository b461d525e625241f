package io.millrace.local.cli;

import static java.util.stream.Collectors.joining;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.console.report.OperationReport;
import io.millrace.local.application.ApplicationStatus;
import io.millrace.local.cli.options.AssemblyOption;
import io.millrace.local.cli.options.DebugPortOption;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StageOption;
import io.millrace.local.cli.output.EventLines;
import io.millrace.local.console.StageConsole;
import io.millrace.local.demo.Demo;
import io.millrace.local.files.Directories;
import io.millrace.local.process.OwnClassArchive;
import io.millrace.local.process.StageException;
import io.millrace.local.stage.LocalStage;
import io.millrace.local.stage.StageDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the lottery on generated traffic. */
@Command(
        name = "demo",
        description = "Run the lottery on this machine with generated traffic, and print the draws.",
        footer = {
            "",
            "Some records are invalid: not JSON, from an unknown user, or for a lottery that was not started.",
            "Exit code: 0 if there were draws, 1 if there were none."
        })
final class DemoCommand extends ReportingCommand implements Callable<Integer> {
    private static final Duration FOREVER = Duration.ofDays(365);

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            description = "Stop after this time (default: run until Ctrl-C).")
    private Duration duration = FOREVER;

    @Mixin
    private StageOption stage = new StageOption();

    @Option(
            names = "--streams",
            paramLabel = "BACKEND",
            defaultValue = "kinesis",
            description = "The server of the streams: kinesis or kafka (default: ${DEFAULT-VALUE}).")
    private StreamBackend streams = StreamBackend.KINESIS;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Records per second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Mixin
    private DebugPortOption debugPort = new DebugPortOption();

    @Mixin
    private AssemblyOption assembly = new AssemblyOption();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "The directory of the demo's state, which each start empties (default: .millrace/demo).")
    private @Nullable Path state;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final OwnClassArchive classes = OwnClassArchive.ofThisProcess();
    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        Thread runner = Thread.currentThread();
        CountDownLatch started = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopOnInterrupt(runner, started), "stop"));
        try {
            return run(started);
        } catch (StageException | InterruptedException e) {
            if (end.getCount() > 0) {
                throw e;
            }
            return 1; // interrupted by Ctrl-C: no message
        } finally {
            finished.countDown();
        }
    }

    /** Handles Ctrl-C: cancels a start, or ends a running demo with its summary. */
    private void stopOnInterrupt(Thread runner, CountDownLatch started) {
        end.countDown();
        if (started.getCount() > 0) {
            runner.interrupt();
        }
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int run(CountDownLatch started) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        EventLines events = new EventLines(isJson() ? spec.commandLine().getErr() : out);
        LocalStage.Builder builder = LocalStage.builder(assembly.directory())
                .applications(Demo.JOB)
                .given(assembly.given())
                .streams(streams)
                .stateDirectory(stateDirectory())
                .events(events);
        String name = stage.name();
        if (name != null) {
            builder.stage(name);
        }
        debugPort.byApplication(() -> List.of(Demo.JOB)).forEach(builder::debugPort);
        LocalStage prepared = builder.prepare();
        deleteFormerRun(prepared.directory());
        try (LocalStage running = prepared.start();
                StageConsole console = StageConsole.start(running.directory())) {
            started.countDown();
            events.accept("console: " + console.url());
            Demo demo = new Demo(running, rate, end, events);
            demo.run(duration);
            if (isJson()) {
                print(new OperationReport(running.plan().stage(), "demo", demo.summary()), out);
            } else {
                out.println();
                demo.summary().forEach(out::println);
                out.println();
                out.flush();
            }
            if (!demo.hasDraws()) {
                throw new StageException("there were no draws: " + cause(running.applications()));
            }
        }
        classes.write();
        return 0;
    }

    private Path stateDirectory() {
        return state != null
                ? state
                : Path.of(System.getProperty("millrace.home", ""))
                        .resolve(".millrace")
                        .resolve("demo");
    }

    private static void deleteFormerRun(StageDirectory directory) {
        directory.running().ifPresent(running -> {
            throw new StageException(
                    "a demo is already running (process %d); stop it first".formatted(running.processId()));
        });
        Directories.delete(directory.path());
    }

    private static String cause(List<ApplicationStatus> applications) {
        return applications.stream()
                .map(application -> "%s is %s, with %d restarts%s"
                        .formatted(
                                application.name(),
                                application.status(),
                                application.restarts(),
                                application
                                        .failure()
                                        .map(failure -> ": " + failure)
                                        .orElse("")))
                .collect(joining("; "));
    }
}
