package io.millrace.local.cli.records;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.console.report.ReportJson;
import io.millrace.local.cli.options.ReportingCommand;
import io.millrace.local.cli.options.StateOptions;
import io.millrace.local.cli.options.StreamParameter;
import io.millrace.local.observe.RecordReports;
import io.millrace.local.server.StageStreams;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the records of a stream. */
@Command(
        name = "tail",
        description = "Print the records of a stream as they arrive, one per line.",
        footer = "%nRecords that the Kinesis Producer Library has aggregated are printed one by one; data that is no"
                + " text, in base64."
                + "%nFrom a Kafka topic, only committed records are read: records that a job writes exactly once arrive with its checkpoints."
                + "%nExit code: 1 if fewer than --max records arrived in time, 0 otherwise.")
public final class TailCommand extends ReportingCommand implements Callable<Integer> {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    @Mixin
    private StreamParameter stream = new StreamParameter();

    @Option(names = "--from-start", description = "Start with the oldest record instead of the next one.")
    private boolean fromStart;

    @Option(names = "--max", paramLabel = "N", description = "Stop after N records.")
    private @Nullable Long max;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "Stop after this time (default: 60s with --max, never without).")
    private @Nullable Duration timeout;

    @Option(
            names = "--raw",
            description =
                    "Print an aggregate of the Kinesis Producer Library as one record, in base64, instead of the records in it.")
    private boolean raw;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        try (StageStreams streams = options.running().streams()) {
            String streamName = streams.name(stream.name());
            StreamFollower follower = fromStart ? streams.fromStart(stream.name()) : streams.fromNow(stream.name());
            spec.commandLine().getErr().printf("reading %s%n", streamName);
            long count = follow(follower);
            if (max != null && count < max) {
                throw new StreamException("%d of %d records arrived in %s within %d s"
                        .formatted(count, max, streamName, timeLimit().toSeconds()));
            }
        }
        return 0;
    }

    private long follow(StreamFollower follower) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Instant end =
                max == null && timeout == null ? Instant.MAX : Instant.now().plus(timeLimit());
        long count = 0;
        while (Instant.now().isBefore(end) && (max == null || count < max)) {
            List<IncomingRecord> records = raw ? follower.pollWhole() : follower.poll();
            for (IncomingRecord record : records) {
                if (max == null || count < max) {
                    out.println(isJson() ? ReportJson.line(RecordReports.of(record)) : text(record));
                    count++;
                }
            }
            out.flush();
            if (records.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
            }
        }
        return count;
    }

    private static String text(IncomingRecord record) {
        return record.note().isPresent() ? record.base64() : record.text();
    }

    private Duration timeLimit() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }
}
