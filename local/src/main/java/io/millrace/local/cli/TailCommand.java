package io.millrace.local.cli;

import io.millrace.assembly.streams.IncomingRecord;
import io.millrace.assembly.streams.StreamException;
import io.millrace.assembly.streams.StreamFollower;
import io.millrace.local.runtime.StageRecord;
import io.millrace.local.runtime.StageStreams;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads records as they come. */
@Command(
        name = "tail",
        description = "Print a stream's records as they come, one a line.",
        footer =
                "%nOf a topic only committed records are read: what a job writes exactly once comes with its checkpoints."
                        + "%nExit code: 0 when --max records came, 1 when fewer did in the time.")
final class TailCommand extends VerboseCommand implements Callable<Integer> {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    @Parameters(
            paramLabel = "STREAM",
            description = "A property group that binds the stream (draws), or its logical id or physical name.")
    private String stream = "";

    @Option(names = "--from-start", description = "Begin with the oldest record, not with the next one.")
    private boolean fromStart;

    @Option(names = "--max", paramLabel = "N", description = "End after N records.")
    private @Nullable Long max;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "End after this time (default: 60s with --max, never without).")
    private @Nullable Duration timeout;

    @Mixin
    private StateOptions options = new StateOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        StageRecord stage = options.running();
        try (StageStreams streams = StageStreams.of(stage)) {
            String streamName = streams.name(stream);
            StreamFollower follower = fromStart ? streams.fromStart(stream) : streams.fromNow(stream);
            spec.commandLine().getErr().printf("reading %s%n", streamName);
            long count = follow(follower);
            if (max != null && count < max) {
                throw new StreamException("%d of %d records came to %s in %d s"
                        .formatted(count, max, streamName, patience().toSeconds()));
            }
        }
        return 0;
    }

    private long follow(StreamFollower follower) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Instant end =
                max == null && timeout == null ? Instant.MAX : Instant.now().plus(patience());
        long count = 0;
        while (Instant.now().isBefore(end) && (max == null || count < max)) {
            List<IncomingRecord> records = follower.poll();
            for (IncomingRecord record : records) {
                if (max == null || count < max) {
                    out.println(record.text());
                    count++;
                }
            }
            out.flush();
            if (records.isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
        return count;
    }

    private Duration patience() {
        return timeout == null ? DEFAULT_TIMEOUT : timeout;
    }
}
