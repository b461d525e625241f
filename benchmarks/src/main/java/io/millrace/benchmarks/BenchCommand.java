package io.millrace.benchmarks;

import io.millrace.assembly.deployment.LocalRuntime;
import io.millrace.assembly.deployment.StreamBackend;
import io.millrace.benchmarks.endtoend.StageTimes;
import io.millrace.benchmarks.measure.Backend;
import io.millrace.benchmarks.measure.BenchmarkCluster;
import io.millrace.benchmarks.measure.Timing;
import io.millrace.benchmarks.pipeline.Implementation;
import io.millrace.benchmarks.report.Published;
import io.millrace.benchmarks.results.BenchmarkResults;
import io.millrace.benchmarks.results.Recorder;
import io.millrace.benchmarks.results.ResultsFile;
import io.millrace.benchmarks.stage.StagePlan;
import io.millrace.benchmarks.suite.Benchmarks;
import io.millrace.local.cli.options.ReportingCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace bench}. */
@Command(
        name = "millrace bench",
        sortOptions = false,
        description = "Measure the jobs against other implementations of them, on this machine.")
final class BenchCommand extends ReportingCommand implements Callable<Integer> {
    private static final long SETTLING_MILLIS = 1_000;
    private static final long TRIAL_MILLIS = 8_000;
    private static final long QUICK_TRIAL_MILLIS = 5_000;
    /** The load of a stage settles for longer, and after a burst its results come within the silence. */
    private static final Duration LONGEST_OUT_OF_ORDERNESS = Duration.ofSeconds(3);

    private static final String QUICK_RESULTS = ".millrace/bench-quick.json";
    private static final Path HOME = Path.of(System.getProperty("millrace.home", "."));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--jobs", split = ",", paramLabel = "JOB", description = "The jobs to measure (default: all).")
    private List<String> jobs = Benchmarks.names();

    @Option(
            names = "--keys",
            split = ",",
            paramLabel = "N",
            description = "Numbers of keys, measured with one subtask (default: 10k,100k,1m).")
    private List<Count> keys = List.of(new Count(10_000), new Count(100_000), new Count(1_000_000));

    @Option(
            names = "--parallelism",
            split = ",",
            paramLabel = "N",
            description = "Numbers of subtasks, measured with one hot key (default: 1,2,4).")
    private List<Integer> parallelisms = List.of(1, 2, 4);

    @Option(names = "--no-hot-key", description = "Leave out the measurements with one hot key.")
    private boolean noHotKey;

    @Option(
            names = "--backend",
            split = ",",
            paramLabel = "NAME",
            description = "State backends (default: hashmap,rocksdb).")
    private List<Backend> backends = List.of(Backend.HASHMAP, Backend.ROCKSDB);

    @Option(
            names = "--implementations",
            split = ",",
            paramLabel = "NAME",
            converter = ImplementationName.class,
            description =
                    "What to measure beside parsing: job,textbook,tuned,sql, as far as the job has them (default: all).")
    private List<Implementation> implementations = ImplementationName.ALL;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Duration of each measurement in seconds, with a checkpoint every 10 s (default: 10).")
    private int seconds = 10;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Measurements of each case, in turn; median and spread are reported (default: 5).")
    private int rounds = 5;

    @Option(
            names = "--ablations",
            description =
                    "Measure each job whole and without its parser, serializers, pre-aggregation, account cache and"
                            + " object reuse, one at a time, instead of its rivals.")
    private boolean ablations;

    @Option(
            names = "--long",
            description =
                    "Three minutes of each case on RocksDB, after half a minute, with a checkpoint a minute as on the"
                            + " service, so that compaction counts; without hot keys. Overrides --seconds, --backend and"
                            + " --parallelism.")
    private boolean longForm;

    @Option(
            names = "--quick",
            description = "One round with 10k keys and one subtask, and short measurements on stages.")
    private boolean quick;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description =
                    "The JSON file to add the results to (default: docs/performance/results.json of this checkout; with"
                            + " --quick, .millrace/bench-quick.json).")
    private @Nullable Path results;

    @ArgGroup(exclusive = true)
    private What what = new What();

    /** What to do instead of measuring throughput. */
    private static final class What {
        @Option(
                names = "--latency",
                description =
                        "Measure how late results come, through real servers, at 20, 50 and 80 %% of the sustainable load.")
        private boolean latency;

        @Option(
                names = "--end-to-end",
                description = "Measure throughput, recovery, rescaling and checkpoints through real servers.")
        private boolean endToEnd;

        @Option(names = "--all", description = "Measure all of these: throughput, profile, latency and end to end.")
        private boolean all;

        @Option(names = "--profile", description = "Sample each job's threads, and print its ten hottest methods.")
        private boolean profile;

        @Option(
                names = "--merge",
                paramLabel = "FILE",
                description =
                        "Measure nothing; add the results of another file, which replace those of the same cases; rounds"
                                + " of throughput are added to those of the same commit and machine.")
        private @Nullable Path merged;

        @Option(
                names = "--report",
                description = "Measure nothing; make the tables and the plots of the documents from the results.")
        private boolean report;

        private boolean throughput() {
            return !(latency || endToEnd || profile || report);
        }

        private boolean measured() {
            return !report && merged == null;
        }
    }

    @Option(
            names = "--streams",
            split = ",",
            paramLabel = "NAME",
            description = "Servers for --latency and --end-to-end (default: kinesis,kafka).")
    private List<StreamBackend> streams = List.of(StreamBackend.KINESIS, StreamBackend.KAFKA);

    @Option(
            names = "--runtime",
            paramLabel = "ID",
            converter = RuntimeId.class,
            description = "The Flink release for --latency and --end-to-end, such as FLINK-1_20 (default: FLINK-2_2).")
    private LocalRuntime runtime = LocalRuntime.FLINK_2_2;

    @Option(
            names = "--out-of-orderness",
            paramLabel = "DURATION",
            description = "How long jobs wait for late events with --latency: at most 3s (default: the jobs' 2s).")
    private Duration outOfOrderness = StagePlan.DEFAULT_OUT_OF_ORDERNESS;

    @Override
    public Integer call() throws Exception {
        check();
        if (what.report) {
            BenchmarkResults published = new ResultsFile(results()).read();
            if (published.equals(BenchmarkResults.NONE)) {
                throw new IOException("'%s' must have results, but has none".formatted(results()));
            }
            new Published(HOME, Benchmarks.eventBytes()).write(published);
            printJson(published);
            return 0;
        }
        if (what.merged != null) {
            ResultsFile file = new ResultsFile(results());
            BenchmarkResults merged = file.read().with(new ResultsFile(what.merged).read());
            file.write(merged);
            printJson(merged);
            return 0;
        }
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        Recorder recorder = new Recorder(new ResultsFile(results()), ThisRun.of(arguments, plan(), HOME));
        PrintWriter progress = spec.commandLine().getErr();
        Consumer<String> lines = line -> {
            progress.println(line);
            progress.flush();
        };
        FailedMeasurements failures = new FailedMeasurements(lines);
        StageRuns stages = StageRuns.plan(scope(), times(), HOME, recorder, failures, lines);
        PrintWriter out = isJson()
                ? new PrintWriter(Writer.nullWriter())
                : spec.commandLine().getOut();
        for (String job : jobs) {
            if (what.throughput()) {
                failures.attempt("throughput of " + job, () -> {
                    new ThroughputRun(job, form(), plan(), recorder, progress).run();
                    out.printf("%s%n%n%s%n", job, Published.throughput(recorder.results(), job));
                    out.flush();
                });
            }
            if (what.profile || what.all) {
                failures.attempt("profile of " + job, () -> new ProfileRun(job, plan(), recorder, out).run());
            }
            stages.measure(job);
        }
        lines.accept("the results are in %s; %s".formatted(results(), afterwards()));
        printJson(recorder.measured());
        failures.requireNone();
        return 0;
    }

    private void printJson(BenchmarkResults what) throws IOException {
        if (isJson()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(ResultsFile.line(what));
            out.flush();
        }
    }

    /** The results file. A quick look does not add to the published figures unless it is asked to. */
    Path results() {
        if (results != null) {
            return results;
        }
        return HOME.resolve(quick && what.measured() ? QUICK_RESULTS : Published.RESULTS);
    }

    private String afterwards() {
        return results().equals(HOME.resolve(Published.RESULTS))
                ? "'bench --report' makes tables and plots of them"
                : "they are not published, but 'bench --merge' adds them to " + Published.RESULTS;
    }

    private StageRuns.Scope scope() {
        return new StageRuns.Scope(
                jobs,
                streams,
                runtime,
                backends,
                outOfOrderness,
                what.latency || what.all ? keys().min() : OptionalInt.empty(),
                what.endToEnd || what.all ? (quick ? keys().min() : keys().max()) : OptionalInt.empty());
    }

    private String form() {
        return ablations ? "ablations" : longForm ? "long" : "standard";
    }

    private IntStream keys() {
        return keys.stream().mapToInt(Count::value);
    }

    private StageTimes times() {
        return quick
                ? new StageTimes(QUICK_TRIAL_MILLIS, 2, QUICK_TRIAL_MILLIS, 1)
                : new StageTimes(TRIAL_MILLIS, 3, TimeUnit.SECONDS.toMillis(seconds), 3);
    }

    private void check() {
        List<String> mistakes = new ArrayList<>();
        jobs.stream()
                .filter(job -> !Benchmarks.names().contains(job))
                .forEach(job -> mistakes.add(
                        "--jobs must be any of " + String.join(", ", Benchmarks.names()) + ", got '" + job + "'"));
        parallelisms.stream()
                .filter(parallelism -> parallelism < 1 || parallelism > BenchmarkCluster.SLOTS)
                .forEach(parallelism -> mistakes.add(
                        "--parallelism must be from 1 to " + BenchmarkCluster.SLOTS + ", got " + parallelism));
        if (quick && longForm) {
            mistakes.add("--quick and --long must not be given together");
        }
        if (ablations && longForm) {
            mistakes.add("--ablations and --long must not be given together");
        }
        if (outOfOrderness.compareTo(LONGEST_OUT_OF_ORDERNESS) > 0) {
            mistakes.add("--out-of-orderness must be at most 3s, got %d ms".formatted(outOfOrderness.toMillis()));
        }
        if (!outOfOrderness.equals(StagePlan.DEFAULT_OUT_OF_ORDERNESS) && !what.latency) {
            mistakes.add("--out-of-orderness must be given with --latency");
        }
        if (rounds < 1) {
            mistakes.add("--rounds must be at least 1, got " + rounds);
        }
        if (seconds < 1) {
            mistakes.add("--seconds must be at least 1, got " + seconds);
        }
        if (what.merged != null) {
            requireFile("--merge", what.merged, mistakes);
        }
        if (what.report) {
            requireFile("--report", results(), mistakes);
        }
        if (!mistakes.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join("; ", mistakes));
        }
    }

    private static void requireFile(String option, Path file, List<String> mistakes) {
        if (!Files.isRegularFile(file)) {
            mistakes.add(option + " must have a file of results, but there is no file '" + file + "'");
        }
    }

    Plan plan() {
        Set<Implementation> measured = ablations ? Plan.wholeAndAblated() : EnumSet.copyOf(implementations);
        if (longForm) {
            return Plan.longForm(keys.stream().map(Count::value).toList(), measured, rounds);
        }
        Timing timing = new Timing(SETTLING_MILLIS, TimeUnit.SECONDS.toMillis(seconds));
        return quick
                ? new Plan(List.of(10_000), hotKey(List.of(1)), backends, measured, 1, timing)
                : new Plan(
                        keys.stream().map(Count::value).toList(),
                        hotKey(parallelisms),
                        backends,
                        measured,
                        rounds,
                        timing);
    }

    private List<Integer> hotKey(List<Integer> subtasks) {
        return noHotKey ? List.of() : subtasks;
    }
}
