package io.millrace.job.connector;

import io.millrace.job.record.SourceRecord;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** A shard with a record for each second, as many as a test allows, which is read at a thousand times its speed. */
final class SecondsSource implements Source<SourceRecord, NumberSequenceSplit, Collection<NumberSequenceSplit>> {
    private static final long serialVersionUID = 1L;

    /** More than is read before the first reports. */
    static final int ALL = 10_000;

    private static final Map<String, Long> ALLOWED = new ConcurrentHashMap<>();
    private static final Map<String, Long> READ = new ConcurrentHashMap<>();

    private final String input;
    private final NumberSequenceSource splits = new NumberSequenceSource(0, 0);

    SecondsSource(String input) {
        this.input = input;
    }

    static void start(String input, long seconds) {
        READ.put(input, 0L);
        allow(input, seconds);
    }

    static void allow(String input, long seconds) {
        ALLOWED.put(input, seconds);
    }

    /** How many seconds have been read. */
    static long read(String input) {
        return READ.get(input);
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<SourceRecord, NumberSequenceSplit> createReader(SourceReaderContext context) {
        return new Reader(context);
    }

    private final class Reader implements SourceReader<SourceRecord, NumberSequenceSplit> {
        private final SourceReaderContext context;
        private String split = "";

        private Reader(SourceReaderContext context) {
            this.context = context;
        }

        @Override
        public void start() {
            context.sendSplitRequest();
        }

        @Override
        public void addSplits(List<NumberSequenceSplit> splits) {
            split = splits.get(0).splitId();
        }

        @Override
        public InputStatus pollNext(ReaderOutput<SourceRecord> output) {
            long next = read(input);
            if (!split.isEmpty() && next < ALLOWED.get(input)) {
                READ.put(input, next + 1);
                output.createOutputForSplit(split)
                        .collect(SourceRecord.data(input, "0", "" + next, "k", 1_000 * next, new byte[0]));
            }
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
        }

        @Override
        public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {}

        @Override
        public List<NumberSequenceSplit> snapshotState(long checkpoint) {
            return List.of();
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context) {
        return splits.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
            SplitEnumeratorContext<NumberSequenceSplit> context, Collection<NumberSequenceSplit> state) {
        return splits.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
        return splits.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Collection<NumberSequenceSplit>> getEnumeratorCheckpointSerializer() {
        return splits.getEnumeratorCheckpointSerializer();
    }
}
