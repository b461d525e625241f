package io.millrace.local.cli;

import static java.util.stream.Collectors.joining;

import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.local.demo.Demo;
import io.millrace.local.files.Directories;
import io.millrace.local.runtime.ApplicationStatus;
import io.millrace.local.runtime.LocalStage;
import io.millrace.local.runtime.StageException;
import io.millrace.local.runtime.Supervisor;
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

/** Shows the lottery at work. */
@Command(
        name = "demo",
        description = "Start the lottery on this machine, feed it generated traffic and print the draws as they come.",
        footer = {
            "",
            "Some records are hostile: not JSON, of an unknown user, of a lottery that never started.",
            "Exit code: 0 when draws came, 1 when none did."
        })
final class DemoCommand extends VerboseCommand implements Callable<Integer> {
    private static final Duration FOR_EVER = Duration.ofDays(365);

    @Option(names = "--duration", paramLabel = "TIME", description = "Stop after this time (default: at Ctrl-C).")
    private Duration duration = FOR_EVER;

    @Option(
            names = "--stage",
            paramLabel = "NAME",
            defaultValue = "dev",
            description = "The stage to run (default: ${DEFAULT-VALUE}).")
    private String stage = "";

    @Option(
            names = "--streams",
            paramLabel = "BACKEND",
            defaultValue = "kinesis",
            description = "What holds the streams: kinesis or kafka (default: ${DEFAULT-VALUE}).")
    private StreamBackend streams = StreamBackend.KINESIS;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "200",
            description = "Records a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Mixin
    private AssemblyOption assembly = new AssemblyOption();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Where the demo keeps its state, emptied at each start (default: .millrace/demo).")
    private @Nullable Path state;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final CountDownLatch end = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    @Override
    public Integer call() throws InterruptedException {
        Thread runner = Thread.currentThread();
        CountDownLatch started = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endInGoodOrder(runner, started), "stop"));
        try {
            return run(started);
        } catch (StageException | InterruptedException e) {
            if (end.getCount() > 0) {
                throw e;
            }
            return 1; // given up at Ctrl-C, which needs no explanation
        } finally {
            finished.countDown();
        }
    }

    /** What Ctrl-C does: a start is given up, a running demo is summed up. */
    private void endInGoodOrder(Thread runner, CountDownLatch started) {
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
        EventLines events = new EventLines(out);
        LocalStage.Builder builder = LocalStage.builder(assembly.directory())
                .stage(stage)
                .applications(Demo.JOB)
                .streams(streams)
                .stateDirectory(stateDirectory())
                .events(events);
        forgetFormerRun(builder.supervisor());
        try (LocalStage running = builder.start()) {
            started.countDown();
            Demo demo = new Demo(running, rate, end, events);
            demo.run(duration);
            out.println();
            demo.summary().forEach(out::println);
            out.println();
            out.flush();
            if (!demo.hasDraws()) {
                throw new StageException("no draw came out: " + cause(running.applications()));
            }
        }
        return 0;
    }

    private Path stateDirectory() {
        return state != null
                ? state
                : Path.of(System.getProperty("millrace.home", ""))
                        .resolve(".millrace")
                        .resolve("demo");
    }

    private static void forgetFormerRun(Supervisor prepared) {
        prepared.directory().running().ifPresent(record -> {
            throw new StageException("a demo is already running (process %d); end it first"
                    .formatted(record.supervisor().pid()));
        });
        Directories.delete(prepared.directory().path());
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
