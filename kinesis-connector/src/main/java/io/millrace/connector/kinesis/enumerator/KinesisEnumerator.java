package io.millrace.connector.kinesis.enumerator;

import io.millrace.connector.kinesis.client.SourceSettings;
import io.millrace.connector.kinesis.split.ChildrenOpened;
import io.millrace.connector.kinesis.split.FinishedShard;
import io.millrace.connector.kinesis.split.InitialShardsAssigned;
import io.millrace.connector.kinesis.split.KinesisEnumeratorState;
import io.millrace.connector.kinesis.split.KinesisShardSplit;
import io.millrace.connector.kinesis.split.ListedShard;
import io.millrace.connector.kinesis.split.ShardPosition;
import io.millrace.connector.kinesis.split.ShardsFinished;
import io.millrace.connector.kinesis.split.ShardsOpened;
import io.millrace.connector.kinesis.split.ShardsRestored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * Assigns the shards of a stream to readers: a shard when all of its parents have been read, and to the reader of its
 * parent, so that most records of one partition key stay in one subtask.
 *
 * <p>It assigns only while all readers are registered. So the shards are spread evenly at the start, and a reader that has
 * been restored tells first what it reads ({@link ShardsRestored}).
 *
 * <p>A reader remembers the shards that it has finished until a checkpoint has completed after its report. So each
 * checkpoint contains the end of a shard: in the state of the reader, or in that of the enumerator.
 *
 * <p>A reader learns when all children of a shard that it has finished are open ({@link ChildrenOpened}), as another reader may
 * have them.
 */
public final class KinesisEnumerator implements SplitEnumerator<KinesisShardSplit, KinesisEnumeratorState> {
    private static final Logger LOG = LoggerFactory.getLogger(KinesisEnumerator.class);

    private final SplitEnumeratorContext<KinesisShardSplit> context;
    private final SourceSettings settings;
    private final KinesisAsyncClient client;
    private final ShardLister lister;
    private final ShardTracker shards;
    private final ShardPosition initial;
    /** The readers that know that they have what they start with. */
    private final Set<Integer> notified = new HashSet<>();
    /** Whether shards have been listed since the start, so that a restored source knows new ones, too. */
    private boolean listed;

    private final AwaitedChildren awaited = new AwaitedChildren();
    /** Whether a listing has begun and not ended, not counting the periodic ones. */
    private boolean listing;
    /** Whether another one must follow, because shards have ended meanwhile. */
    private boolean listAgain;

    /** @param client is closed with the enumerator */
    public KinesisEnumerator(
            SplitEnumeratorContext<KinesisShardSplit> context,
            SourceSettings settings,
            KinesisAsyncClient client,
            KinesisEnumeratorState state) {
        if (!state.streamArn().equals(settings.stream().text())) {
            throw new IllegalArgumentException("the stream must be that of the restored state, "
                    + state.streamArn() + ", got '" + settings.stream()
                    + "'; give the source another uid to start afresh");
        }
        this.context = context;
        this.settings = settings;
        this.client = client;
        this.lister = new ShardLister(client, settings.stream());
        this.shards = new ShardTracker(state);
        this.initial = initial(settings);
    }

    private static ShardPosition initial(SourceSettings settings) {
        return switch (settings.initialPosition()) {
            case TRIM_HORIZON -> ShardPosition.TRIM_HORIZON;
            case LATEST -> ShardPosition.latest(Instant.now());
            case AT_TIMESTAMP ->
                new ShardPosition(ShardPosition.Kind.AT_TIMESTAMP, settings.initialTimestamp(), null, 0);
        };
    }

    @Override
    public void start() {
        long interval = settings.discoveryInterval().toMillis();
        if (interval > 0) {
            context.callAsync(lister, (found, failure) -> listed(found, failure, false), 0, interval);
        } else {
            listNow();
        }
    }

    private void listNow() {
        if (listing) {
            listAgain = true;
            return;
        }
        listing = true;
        context.callAsync(lister, (found, failure) -> {
            boolean isComplete = !listAgain;
            listing = false;
            listAgain = false;
            listed(found, failure, isComplete);
            if (!isComplete) {
                listNow();
            }
        });
    }

    private void listed(@Nullable List<ListedShard> found, @Nullable Throwable failure, boolean isComplete) {
        if (failure != null || found == null) {
            throw new FlinkRuntimeException("the shards of " + settings.stream() + " must be known", failure);
        }
        int before = shards.waiting();
        shards.listed(found, initial);
        listed = true;
        awaited.listed(found, isComplete);
        if (shards.waiting() > before) {
            LOG.info("Found {} new shards in {}", shards.waiting() - before, settings.stream());
        }
        assign();
        announce();
    }

    /** To the readers of shards whose children have all been opened. */
    private void announce() {
        awaited.take(shards.finished()).forEach((shard, reader) -> {
            if (context.registeredReaders().containsKey(reader)) {
                context.sendEventToSourceReader(reader, new ChildrenOpened(shard));
            }
        });
    }

    private void assign() {
        if (!listed || context.registeredReaders().size() < context.currentParallelism()) {
            return;
        }
        Map<Integer, List<KinesisShardSplit>> assignment = new HashMap<>();
        for (KinesisShardSplit split : shards.readable()) {
            int reader = reader(split);
            shards.assigned(split.shardId(), reader);
            assignment.computeIfAbsent(reader, none -> new ArrayList<>()).add(split);
        }
        if (!assignment.isEmpty()) {
            context.assignSplits(new SplitsAssignment<>(assignment));
        }
        for (int reader : context.registeredReaders().keySet()) {
            if (notified.add(reader)) {
                context.sendEventToSourceReader(reader, new InitialShardsAssigned());
            }
        }
    }

    private int reader(KinesisShardSplit split) {
        int ofParent = shards.readerOfParent(split).orElse(-1);
        if (context.registeredReaders().containsKey(ofParent)) {
            return ofParent;
        }
        return context.registeredReaders().keySet().stream()
                .min(Comparator.comparingLong(shards::load).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    @Override
    public void addReader(int subtask) {
        notified.remove(subtask);
        assign();
    }

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof ShardsRestored restored) {
            shards.restored(restored.shardIds(), subtask);
            awaited.opened(restored.shardIds());
        } else if (event instanceof ShardsOpened opened) {
            awaited.opened(opened.shardIds());
            announce();
        } else if (event instanceof ShardsFinished finished) {
            boolean childrenKnown = true;
            for (FinishedShard shard : finished.shards()) {
                childrenKnown &= shards.finished(shard, subtask);
                awaited.finished(shard, subtask);
            }
            if (!childrenKnown) {
                listNow();
            }
            assign();
            announce();
        }
    }

    @Override
    public void addSplitsBack(List<KinesisShardSplit> splits, int subtask) {
        shards.returned(splits);
        awaited.returned(splits.stream().map(KinesisShardSplit::shardId).collect(Collectors.toSet()));
        assign();
    }

    /** Never called: readers get their shards unasked. */
    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {}

    @Override
    public KinesisEnumeratorState snapshotState(long checkpointId) {
        return shards.state();
    }

    @Override
    public void close() {
        client.close();
    }
}
