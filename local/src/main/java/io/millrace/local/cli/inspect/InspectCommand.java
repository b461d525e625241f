package io.millrace.local.cli.inspect;

import io.millrace.console.report.ReportJson;
import io.millrace.console.report.records.SampleReport;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.inspection.InspectedOperator;
import io.millrace.local.inspection.OperatorInspection;
import io.millrace.local.process.StageException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints samples of what leaves an operator. */
@Command(
        name = "inspect",
        description = "Print samples of the records that leave an operator of a running job, of any jar.",
        footer = {
            "",
            "A line has the time, the subtask, the record's timestamp, its type, and its value: what its toString says, or its fields"
                    + " as JSON. Long values are cut.",
            "The job needs no hook, and runs as before when the command ends. What a sink writes leaves through its stream: 'local tail'"
                    + " prints it.",
            "Exit code: 1 if no record left the operator in time, 0 otherwise."
        })
public final class InspectCommand extends ReportingCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final int MOST_LIMIT = 1_000;

    @Parameters(
            arity = "1..2",
            hideParamSyntax = true,
            paramLabel = "[APPLICATION] UID",
            description =
                    "The operator: its uid, its name or its id; a wrong one lists them. The application is needed only if there are"
                            + " several: the name of its job, its logical id or its name.")
    private List<String> words = List.of();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "10",
            description = "The most samples of a second, of all subtasks together (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "10",
            description = "How long (default: ${DEFAULT-VALUE}; Ctrl-C ends it earlier).")
    private int seconds;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        require("--limit", limit, MOST_LIMIT);
        require("--seconds", seconds, (int) TimeUnit.DAYS.toSeconds(1));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Optional<String> application = words.size() == 2 ? Optional.of(words.get(0)) : Optional.empty();
        try (OperatorInspection inspection = OperatorInspection.open(options.running(), application)) {
            InspectedOperator operator = inspection.find(words.get(words.size() - 1));
            err.printf("inspecting %s of %s%n", operator.text(), inspection.application());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            AtomicLong printed = new AtomicLong();
            long seen = inspection.sample(operator, limit, () -> System.nanoTime() - end >= 0, sample -> {
                printed.incrementAndGet();
                out.println(isJson() ? ReportJson.line(sample) : line(sample));
                out.flush();
            });
            if (seen == 0) {
                throw new StageException("no record left operator %s of %s within %d s"
                        .formatted(operator.text(), inspection.application(), seconds));
            }
            err.printf("%d of %d records%n", printed.get(), seen);
        }
        return 0;
    }

    private void require(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), "%s must be 1 to %d, got '%d'".formatted(option, most, value));
        }
    }

    private static String line(SampleReport sample) {
        return "%s  %d  %s  %s%s  %s"
                .formatted(
                        time(sample.atMillis()),
                        sample.subtask(),
                        sample.timestampMillis()
                                .map(millis -> Instant.ofEpochMilli(millis).toString())
                                .orElse("-"),
                        sample.type(),
                        sample.sideOutput().map(id -> " to " + id).orElse(""),
                        sample.text());
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault()).format(TIME);
    }
}
