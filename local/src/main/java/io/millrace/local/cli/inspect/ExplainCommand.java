package io.millrace.local.cli.inspect;

import io.millrace.console.report.ExplanationReport;
import io.millrace.console.report.ShardReport;
import io.millrace.console.report.WaitReport;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.observe.StageObserver;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Explains why results are not out yet. */
@Command(
        name = "explain",
        description =
                "Explain why results of a running stage are not out yet: which shard holds event time, and until when.",
        footer = {
            "",
            "A result is out once event time has passed it. Event time is that of the slowest shard; the settings of the"
                    + " group events decide how far it is behind the clock."
        })
public final class ExplainCommand extends ReportingCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ExplanationReport report = new StageObserver(options.running().directory()).explain();
        if (isJson()) {
            print(report, out);
            return 0;
        }
        for (WaitReport application : report.applications()) {
            out.printf("%s: %s%n", application.job(), application.text());
            for (ShardReport shard : application.shards()) {
                out.printf("  %-16s  %-60s  %s%n", shard.input(), shard.shard(), eventTime(shard));
            }
        }
        return 0;
    }

    /** Each shard's figures are of another moment, so that they compare only with how far it had been read then. */
    private static String eventTime(ShardReport shard) {
        if (shard.watermarkMillis().isEmpty() || shard.readUntilMillis().isEmpty()) {
            return shard.state();
        }
        long read = shard.readUntilMillis().get();
        return "read until %s, event time %d ms before that"
                .formatted(
                        TIME.format(Instant.ofEpochMilli(read).atZone(ZoneId.systemDefault())),
                        read - shard.watermarkMillis().get());
    }
}
