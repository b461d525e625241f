package io.millrace.local.cli.records;

import io.millrace.assembly.streams.StreamWriter;
import io.millrace.console.report.records.ReplayReport;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.cli.options.StreamParameter;
import io.millrace.local.cli.output.EventLines;
import io.millrace.local.replay.Pace;
import io.millrace.local.replay.Replay;
import io.millrace.local.replay.Replay.End;
import io.millrace.local.replay.Replay.Progress;
import io.millrace.local.replay.ReplayTarget;
import io.millrace.local.server.StageStreams;
import io.millrace.local.stage.RunningStage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays the history of a stream again. */
@Command(
        name = "replay",
        description =
                "Write the records of a stream's history to another stream, in the order and with the spacing in which they"
                        + " arrived.",
        footer = {
            "",
            "Records keep their partition keys and their data; aggregated ones stay aggregated. What the stream refuses for being too"
                    + " much is written again.",
            "Ctrl-C stops it, and prints the time at which to go on.",
            "To play records through a changed application again, start it in a stage of its own with 'local up --state DIR"
                    + " --application NAME --jar FILE', then add '--into NAME --into-state DIR'. The results of the running one stay"
                    + " as they are."
        })
public final class ReplayCommand extends ReportingCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @Mixin
    private StreamParameter stream = new StreamParameter();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TIME",
            description =
                    "The first arrival: a time such as 14:20 or 2026-11-29T14:20:26, or a duration before now such as 10m.")
    private Instant from = Instant.EPOCH;

    @Option(names = "--to", paramLabel = "TIME", description = "The last arrival (default: now).")
    private @Nullable Instant to;

    @Option(
            names = "--speed",
            paramLabel = "X|max",
            description = "How many times as fast as they arrived, or as fast as the stream takes them (default: 1).")
    private String speed = "1";

    @Option(
            names = "--into",
            required = true,
            paramLabel = "APP|STREAM",
            description = "The stream to write to, or an application: the stream that it reads in place of STREAM.")
    private String into = "";

    @Option(
            names = "--into-state",
            paramLabel = "DIR",
            description =
                    "The directory of the state of the stage to write to (default: that of the stage that is read).")
    private @Nullable Path intoState;

    @Option(
            names = "--into-stage",
            paramLabel = "NAME",
            description = "The stage to write to (default: the stage that is read, or the only one of --into-state).")
    private @Nullable String intoStage;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Instant end = requireTimes();
        Pace pace = pace();
        RunningStage source = options.running();
        RunningStage target = intoState == null && intoStage == null ? source : options.running(intoState, intoStage);
        try (StageStreams read = source.streams();
                StageStreams written = target.streams()) {
            String name = read.name(stream.name());
            String targetName = new ReplayTarget(target, source, read.find(stream.name())).stream(into);
            spec.commandLine()
                    .getErr()
                    .printf("replaying %s from %s to %s into %s%n", name, text(from), text(end), targetName);
            StreamWriter writer = written.writer(targetName);
            EventLines display = new EventLines(spec.commandLine().getErr());
            boolean terminal = Ansi.AUTO.enabled();
            run(
                    name,
                    targetName,
                    new Replay(read.history(name, from, end), writer, pace, progress -> {
                        if (terminal) {
                            display.showTable(List.of(line(progress)));
                        }
                    }),
                    display);
        }
        return 0;
    }

    /** @return the last arrival */
    private Instant requireTimes() {
        Instant now = Instant.now();
        Instant end = to == null ? now : to;
        if (end.isAfter(now)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--to must not be later than now, got '%s'; 'local tail' follows a stream".formatted(text(end)));
        }
        if (from.isAfter(end)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from must not be later than %s, got '%s'".formatted(to == null ? "now" : "--to", text(from)));
        }
        return end;
    }

    private Pace pace() {
        try {
            return Pace.of(speed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--speed " + e.getMessage(), e);
        }
    }

    private void run(String name, String target, Replay replay, EventLines display) throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(1);
        Thread interrupted = new Thread(
                () -> {
                    replay.stop();
                    await(finished);
                },
                "stop");
        Runtime.getRuntime().addShutdownHook(interrupted);
        Instant begin = Instant.now();
        try {
            replay.run();
        } finally {
            display.endTable();
            report(name, target, replay.progress(), Duration.between(begin, Instant.now()));
            finished.countDown();
        }
        remove(interrupted);
    }

    private static void await(CountDownLatch finished) {
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs
        }
    }

    private void report(String name, String target, Progress done, Duration took) {
        if (isJson()) {
            print(
                    new ReplayReport(
                            name,
                            target,
                            done.records(),
                            done.bytes(),
                            done.first().map(Instant::toEpochMilli),
                            done.last().map(Instant::toEpochMilli),
                            took.toMillis(),
                            done.lateMillis(),
                            done.end() == End.COMPLETE),
                    spec.commandLine().getOut());
        }
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "%d %s written to %s in %.1f s%s%n",
                done.records(),
                done.records() == 1 ? "record" : "records",
                target,
                took.toMillis() / 1000.0,
                done.lateMillis() < 1_000 ? "" : ", %.1f s late".formatted(done.lateMillis() / 1000.0));
        if (done.end() == End.STOPPED) {
            err.printf(
                    "stopped before the end; --from %s goes on, and repeats the records of that millisecond%n",
                    done.last().orElse(from).truncatedTo(ChronoUnit.MILLIS));
        }
        err.flush();
    }

    private static String line(Progress progress) {
        return "%,d records, up to %s%s"
                .formatted(
                        progress.records(),
                        progress.last().map(ReplayCommand::text).orElse("-"),
                        progress.lateMillis() < 1_000 ? "" : ", %.1f s late".formatted(progress.lateMillis() / 1000.0));
    }

    private static String text(Instant time) {
        return time.atZone(ZoneId.systemDefault()).format(TIME);
    }
}
