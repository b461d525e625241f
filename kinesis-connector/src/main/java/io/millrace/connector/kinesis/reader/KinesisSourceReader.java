package io.millrace.connector.kinesis.reader;

import io.millrace.connector.kinesis.KinesisDeserializationSchema;
import io.millrace.connector.kinesis.ShardStart;
import io.millrace.connector.kinesis.client.SourceSettings;
import io.millrace.connector.kinesis.split.ChildrenOpened;
import io.millrace.connector.kinesis.split.FinishedShard;
import io.millrace.connector.kinesis.split.InitialShardsAssigned;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ShardPosition;
import io.millrace.connector.kinesis.split.ShardsFinished;
import io.millrace.connector.kinesis.split.ShardsOpened;
import io.millrace.connector.kinesis.split.ShardsRestored;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * Reads the shards of one subtask. It tells the enumerator which ones it has finished; a restored reader tells again.
 *
 * @param <T> the type of the elements
 */
@SuppressWarnings("try") // Flink closes the reader
public final class KinesisSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<ShardItem, T, KinesisShardSplit, ShardState> {
    private final SourceSettings settings;
    private final KinesisDeserializationSchema<T> schema;
    private final KinesisAsyncClient client;
    /** Shards that the schema does not know yet. */
    private final Queue<KinesisShardSplit> opening = new ArrayDeque<>();
    /** Of these, those that the restored state contains. */
    private final Set<String> restored = new HashSet<>();

    private final FinishedShards finished = new FinishedShards();

    private boolean started;
    private boolean hasInitialShards;
    private boolean listed;

    /** A reader, which closes the client when it is closed. */
    public KinesisSourceReader(
            SourceReaderContext context,
            SourceSettings settings,
            KinesisDeserializationSchema<T> schema,
            KinesisAsyncClient client) {
        this(context, settings, schema, client, new FetchLag());
    }

    private KinesisSourceReader(
            SourceReaderContext context,
            SourceSettings settings,
            KinesisDeserializationSchema<T> schema,
            KinesisAsyncClient client,
            FetchLag lag) {
        super(
                () -> new ShardSplitReader(
                        settings.stream(), new ShardFeeds(settings, client, context.metricGroup(), lag)::feed),
                new ItemEmitter<>(
                        schema, context.metricGroup().getIOMetricGroup().getNumRecordsInCounter()),
                context.getConfiguration(),
                context);
        this.settings = settings;
        this.schema = schema;
        this.client = client;
        context.metricGroup().gauge(FetchLag.NAME, lag);
    }

    @Override
    public void start() {
        started = true;
        super.start();
    }

    /** Takes shards. Those that come before the start are from the restored state. */
    @Override
    public void addSplits(List<KinesisShardSplit> splits) {
        List<KinesisShardSplit> unread = new ArrayList<>();
        List<FinishedShard> read = new ArrayList<>();
        for (KinesisShardSplit split : splits) {
            if (split.position().isEnd()) {
                finished.restored(split);
                read.add(new FinishedShard(split.shardId(), List.of()));
            } else {
                unread.add(split);
            }
        }
        if (!started) {
            unread.forEach(split -> restored.add(split.shardId()));
            context.sendSourceEventToCoordinator(new ShardsRestored(
                    unread.stream().map(KinesisShardSplit::shardId).collect(Collectors.toSet())));
        }
        if (!read.isEmpty()) {
            context.sendSourceEventToCoordinator(new ShardsFinished(read));
        }
        opening.addAll(unread);
        if (!unread.isEmpty()) {
            super.addSplits(unread);
        }
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof InitialShardsAssigned) {
            hasInitialShards = true;
        } else if (event instanceof ChildrenOpened opened) {
            finished.childrenOpened(opened.shardId());
        }
        // a reader without shards is polled only after it announces that it has something
        splitFetcherManager.getQueue().notifyAvailable();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        // called for each record
        close(output);
        if (!opening.isEmpty()) {
            open(output);
        }
        if (hasInitialShards && !listed) {
            listed = true;
            schema.shardsListed(new ElementCollector<>(output));
        }
        return super.pollNext(output);
    }

    private void close(ReaderOutput<T> output) {
        for (String shard = finished.pollClosed(); shard != null; shard = finished.pollClosed()) {
            schema.shardClosed(shard, new ElementCollector<>(output));
        }
    }

    private void open(ReaderOutput<T> output) {
        Set<String> opened = new HashSet<>();
        for (KinesisShardSplit split = opening.poll(); split != null; split = opening.poll()) {
            schema.shardOpened(start(split), new ElementCollector<>(output.createOutputForSplit(split.splitId())));
            finished.opened(split).forEach(parent -> schema.shardClosed(parent, new ElementCollector<>(output)));
            opened.add(split.shardId());
        }
        context.sendSourceEventToCoordinator(new ShardsOpened(opened));
    }

    private ShardStart start(KinesisShardSplit split) {
        return new ShardStart(
                settings.stream().text(),
                split.shardId(),
                split.parentShardIds(),
                position(split.position().kind(), restored.remove(split.shardId())),
                split.position().timestamp());
    }

    static ShardStart.Position position(ShardPosition.Kind kind, boolean isRestored) {
        return switch (kind) {
            case TRIM_HORIZON -> isRestored ? ShardStart.Position.UNREAD : ShardStart.Position.TRIM_HORIZON;
            case LATEST -> isRestored ? ShardStart.Position.UNREAD : ShardStart.Position.LATEST;
            case AT_TIMESTAMP -> isRestored ? ShardStart.Position.UNREAD : ShardStart.Position.AT_TIMESTAMP;
            case AFTER, WITHIN, END -> ShardStart.Position.RESTORED;
        };
    }

    @Override
    protected void onSplitFinished(Map<String, ShardState> states) {
        List<FinishedShard> read = new ArrayList<>();
        states.forEach((id, state) -> {
            finished.add(state.toSplit());
            read.add(state.toFinished());
        });
        context.sendSourceEventToCoordinator(new ShardsFinished(read));
    }

    @Override
    public List<KinesisShardSplit> snapshotState(long checkpointId) {
        List<KinesisShardSplit> state = new ArrayList<>(super.snapshotState(checkpointId));
        state.addAll(finished.snapshot(checkpointId));
        return state;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        finished.completed(checkpointId);
    }

    @Override
    protected ShardState initializedState(KinesisShardSplit split) {
        return new ShardState(split);
    }

    @Override
    protected KinesisShardSplit toSplitType(@Nullable String id, ShardState state) {
        return state.toSplit();
    }

    @Override
    public void close() throws Exception {
        super.close();
        client.close();
    }
}
