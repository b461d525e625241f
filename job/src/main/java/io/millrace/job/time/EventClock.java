package io.millrace.job.time;

import static io.millrace.job.time.EventFormat.NO_TIME;
import static java.util.Objects.requireNonNull;

import io.millrace.job.record.RejectedException;
import io.millrace.job.record.Rejection;
import io.millrace.job.record.Rejections;
import io.millrace.job.record.SourceRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Turns an input's records into events with times and watermarks, and turns away what is no event or comes too late.
 * Chained behind its source.
 *
 * <p>Lateness is decided by the record's own shard alone ({@link ShardTime}), so it is the same on every replay, at
 * every parallelism and however the shards interleave. The watermark is the least over the shards of this subtask, and
 * never ahead of any of them, so what is not late by its shard's time is in time for every operator behind. A shard
 * that is being read but has not been heard of holds the watermark back; one that was read to its end without ever
 * holding an event does not.
 *
 * <p>A shard without new records goes on by the clock: the source says up to when it has read the shard, and a record
 * read after that arrived, but for clock skew, after that. The same arithmetic over the arrival that the stream itself
 * stamped on the next record decides whether that record is late. Only an event that escapes this reasoning (the first
 * one in a shard that was empty, or a clock off by more than the skew allowed) is measured against the watermark that
 * has already gone out. It goes out with a delay, so that streams and shards that are read at different speeds get the
 * time to say what they hold.
 *
 * <p>A shard that a split or a merge has made goes on with the time of those it comes from, where this subtask has read
 * them: its first record is judged as if there had been no split.
 *
 * <p>State: one {@link ShardTime} per shard, as a union list, since shards move between subtasks on a rescale.
 */
public final class EventClock<E> extends AbstractStreamOperator<E>
        implements OneInputStreamOperator<SourceRecord, E>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1L;
    private static final long HELD = Long.MIN_VALUE;
    private static final long UNCONSTRAINED = Long.MAX_VALUE;

    private final EventFormat<E> format;
    private final EventTimeSettings settings;

    private transient Map<String, OpenShard> open;
    private transient Map<String, ShardTime> restored;
    /** Times of shards that have ended, for the shards that come from them to go on with. */
    private transient Map<String, ShardTime> ended;

    /** The shard of the latest record, and thus nearly always that of the next one. */
    private transient @Nullable OpenShard latest;

    private transient ListState<ShardTime> shardTimes;
    private transient Rejections rejections;
    private transient Deque<Reached> reached;
    private transient long due;
    private transient boolean shardsListed;
    private transient boolean idle;
    private transient long watermark;

    public EventClock(EventFormat<E> format, EventTimeSettings settings) {
        this.format = requireNonNull(format, "format is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.chainingStrategy = ChainingStrategy.ALWAYS;
    }

    /** A watermark, and when it was reached by this machine's clock. */
    private static final class Reached {
        private final long at;
        private final long watermark;

        private Reached(long at, long watermark) {
            this.at = at;
            this.watermark = watermark;
        }
    }

    /** A shard that this subtask reads. */
    private static final class OpenShard {
        private final String stream;
        private final String shard;
        private final ShardTime time;
        /** Parents that this subtask is still reading; nothing comes of the shard before they have ended. */
        private final Set<String> unreadParents = new HashSet<>();

        private long readUntil = NO_TIME;
        private boolean heardOf;

        private OpenShard(SourceRecord record, ShardTime time) {
            this.stream = record.stream;
            this.shard = record.shard;
            this.time = time;
        }

        private boolean has(SourceRecord record) {
            return shard.equals(record.shard) && stream.equals(record.stream);
        }

        private long watermark(EventTimeSettings settings) {
            if (!unreadParents.isEmpty()) {
                return UNCONSTRAINED; // they hold back what this one would
            }
            if (!heardOf) {
                return HELD;
            }
            if (!time.isKnown()) {
                return UNCONSTRAINED;
            }
            return time.watermark(readUntil == NO_TIME ? NO_TIME : readUntil - settings.clockSkewMillis(), settings);
        }
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        open = new HashMap<>();
        restored = new HashMap<>();
        ended = new HashMap<>();
        shardTimes = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("shard-times", ShardTime.class));
        for (ShardTime time : shardTimes.get()) {
            restored.computeIfAbsent(time.shard, shard -> new ShardTime(shard)).merge(time);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        rejections = new Rejections(output, getMetricGroup());
        reached = new ArrayDeque<>();
        due = HELD;
        watermark = NO_TIME;
        scheduleWatermark();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        shardTimes.clear();
        // until the source has named its shards, what was restored is nobody's yet, and must not be lost
        for (ShardTime time : restored.values()) {
            shardTimes.add(time);
        }
        // a shard that comes from it may begin to be read after a restore
        for (ShardTime time : ended.values()) {
            shardTimes.add(time);
        }
        for (OpenShard shard : open.values()) {
            shardTimes.add(shard.time);
        }
    }

    @Override
    public void processElement(StreamRecord<SourceRecord> element) {
        SourceRecord record = element.getValue();
        switch (record.kind) {
            case DATA:
                event(record);
                break;
            case SHARD_OPENED:
                opened(record);
                break;
            case SHARDS_LISTED:
                shardsListed = true;
                restored.clear();
                break;
            case SHARD_READ:
                OpenShard read = shard(record);
                read.heardOf = true;
                read.readUntil = Math.max(read.readUntil, record.arrivalMillis);
                break;
            case SHARD_CLOSED:
                closed(record);
                break;
        }
    }

    private void opened(SourceRecord record) {
        OpenShard shard = shard(record);
        if (record.parent == null) {
            return;
        }
        String parent = record.stream + "/" + record.parent;
        if (open.containsKey(parent)) {
            shard.unreadParents.add(parent);
            return;
        }
        // a parent that another subtask reads has no time here: the shard's own records then say how far it is
        ShardTime time = ended.getOrDefault(parent, restored.get(parent));
        if (time != null) {
            shard.time.merge(time);
        }
    }

    private void closed(SourceRecord record) {
        String id = id(record);
        OpenShard closed = open.remove(id);
        latest = null;
        if (closed == null) {
            return;
        }
        ended.put(id, closed.time);
        for (OpenShard shard : open.values()) {
            if (shard.unreadParents.remove(id)) {
                shard.time.merge(closed.time);
            }
        }
    }

    private void event(SourceRecord record) {
        OpenShard shard = shard(record);
        shard.heardOf = true;
        E event;
        try {
            event = format.read(record);
        } catch (RejectedException rejected) {
            rejections.reject(rejected, record);
            return;
        }
        long passed = Math.max(shard.time.watermark(record.arrivalMillis, settings), watermark);
        long eventTime = format.time(event);
        if (eventTime != NO_TIME) {
            setIdle(false);
            shard.time.advance(eventTime, record.arrivalMillis, record.hasArrival());
        }
        if (format.deadline(event) <= passed) {
            rejections.reject(Rejection.LATE, format.lateness(event), record);
            return;
        }
        output.collect(eventTime == NO_TIME ? new StreamRecord<>(event) : new StreamRecord<>(event, eventTime));
    }

    private OpenShard shard(SourceRecord record) {
        OpenShard shard = latest;
        if (shard == null || !shard.has(record)) {
            shard = open.computeIfAbsent(id(record), id -> {
                ShardTime known = restored.remove(id);
                return new OpenShard(record, known == null ? new ShardTime(id) : known);
            });
            latest = shard;
        }
        return shard;
    }

    private static String id(SourceRecord record) {
        return record.stream + "/" + record.shard;
    }

    @Override
    public void onProcessingTime(long timestamp) {
        if (shardsListed) {
            emitWatermark(getProcessingTimeService().getCurrentProcessingTime());
        }
        scheduleWatermark();
    }

    private void scheduleWatermark() {
        long interval = Math.max(1, getExecutionConfig().getAutoWatermarkInterval());
        // nobody waits for the timer: closing the operator cancels it
        ScheduledFuture<?> unused = getProcessingTimeService()
                .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + interval, this);
    }

    private void emitWatermark(long now) {
        long least = UNCONSTRAINED;
        for (OpenShard shard : open.values()) {
            least = Math.min(least, shard.watermark(settings));
        }
        reached.add(new Reached(now, least));
        while (!reached.isEmpty() && reached.element().at <= now - settings.readSkewMillis()) {
            due = reached.remove().watermark;
        }
        // a shard that has spoken up since may hold back more than was reached then
        long next = Math.min(due, least);
        setIdle(next == UNCONSTRAINED);
        if (!idle && next > watermark) {
            watermark = next;
            output.emitWatermark(new Watermark(watermark));
        }
    }

    private void setIdle(boolean nowIdle) {
        if (nowIdle != idle) {
            idle = nowIdle;
            output.emitWatermarkStatus(idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
        }
    }

    /** The source makes no watermarks; all that comes from upstream is the end of a bounded test's input. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.equals(Watermark.MAX_WATERMARK)) {
            setIdle(false);
            watermark = Watermark.MAX_WATERMARK.getTimestamp();
            super.processWatermark(mark);
        }
    }

    /** A source with no shard to read says so with {@link SourceRecord.Kind#SHARDS_LISTED}. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}
}
