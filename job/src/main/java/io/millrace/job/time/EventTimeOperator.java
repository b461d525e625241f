package io.millrace.job.time;

import static io.millrace.job.time.EventReader.NO_TIME;
import static java.util.Objects.requireNonNull;

import io.millrace.job.operator.Chaining;
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
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Parses an input's records as events, assigns timestamps, emits watermarks, and rejects records that are no events or
 * late. Chained to its source.
 *
 * <p>Whether an event is late depends on its own shard alone ({@link ShardTime}): it is the same on every replay, at
 * every parallelism and for every interleaving of the shards. The watermark is the minimum over the shards of this
 * subtask. So an event that is not late in its shard is in time for all further operators. A shard of which nothing is
 * known yet holds the watermark back; one that was read to its end and has never had an event does not.
 *
 * <p>In a shard without new records, time advances with the clock. The source marks until when it has read the shard; a
 * record that it reads later arrived later, except for clock skew. The same formula, over the arrival time of the next
 * record, decides whether that record is late. Two cases are not covered: the first event of a shard that was empty, and
 * a clock skew above the limit. Such an event is late if the watermark has passed it. Watermarks are delayed, so that
 * streams and shards that are read at different speeds have time to catch up.
 *
 * <p>A shard that came from a split or merge continues with the time of its parents, if this subtask has read them: its
 * first record is treated as if there had been no split. Parents that have ended hold the watermark back until the source has
 * opened their children, however long that takes.
 *
 * <p>A source that starts without state of its own, because that state could not move to another Flink, may begin before
 * the restored state: records that were read before are passed over, and meanwhile the shard holds the watermark back. So may
 * one whose checkpoint came after a shard was assigned to it and before it had read any of it.
 *
 * <p>State: one {@link ShardTime} per shard, as a union list, because shards move between subtasks when the job is
 * rescaled. Shards that nobody reads, because they have ended or wait for their parents, stay in the state as long as
 * their records may be read again.
 */
public final class EventTimeOperator<E> extends AbstractStreamOperator<E>
        implements OneInputStreamOperator<SourceRecord, E>, ProcessingTimeCallback {
    private static final long serialVersionUID = 1L;
    private static final long HELD = Long.MIN_VALUE;
    private static final long UNCONSTRAINED = Long.MAX_VALUE;

    private final EventReader<E> reader;
    private final EventTimeSettings settings;
    private final EmptyShards.Factory exchange;

    private transient Map<String, OpenShard> open;
    /** Of shards that this subtask does not read. */
    private transient Map<String, ShardTime> restored;

    /** Times of shards that have ended, for their children. */
    private transient Map<String, ShardTime> ended;

    /** Shards that have ended, and their children may not have been opened yet. */
    private transient Deque<EndedShard> ending;

    /** The shard of the latest record, and usually of the next one. */
    private transient @Nullable OpenShard latest;

    private transient ListState<ShardTime> shardTimes;
    private transient Rejections rejections;
    private transient EmptyShards emptyShards;
    private transient Deque<Reached> reached;
    private transient long delayed;
    /** The clock at the last tick. */
    private transient long before;

    private transient EventTimeReport report;
    private transient boolean shardsListed;
    private transient boolean idle;
    /** It has been idle, and the operators behind the shuffle do not wait for it again yet. */
    private transient boolean joining;
    /** Until when it asks the others to wait for the watermark with which it joined. */
    private transient long joinedUntil;

    private transient long watermark;
    /** The most that its shards have allowed for. */
    private transient long reachedMost;

    /** For an input whose watermarks are combined with those of no other. */
    public EventTimeOperator(EventReader<E> reader, EventTimeSettings settings) {
        this(reader, settings, "", 1);
    }

    /**
     * For one of several inputs whose watermarks are combined: they are delayed together.
     *
     * @param united the name of these inputs, the same for all of them and unique in the job
     * @param inputs the number of these inputs
     */
    public EventTimeOperator(EventReader<E> reader, EventTimeSettings settings, String united, int inputs) {
        this(reader, settings, new JobMasterExchange(united, inputs));
    }

    EventTimeOperator(EventReader<E> reader, EventTimeSettings settings, EmptyShards.Factory exchange) {
        this.reader = requireNonNull(reader, "reader is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.exchange = requireNonNull(exchange, "exchange is null");
        Chaining.always(this);
    }

    /** A watermark, and when it was reached on this machine's clock. */
    private static final class Reached {
        private final long at;
        private final long watermark;

        private Reached(long at, long watermark) {
            this.at = at;
            this.watermark = watermark;
        }
    }

    /** The last watermark of a shard, and when the shard ended on this machine's clock. */
    private static final class EndedShard {
        private final long at;
        private final long watermark;

        private EndedShard(long at, long watermark) {
            this.at = at;
            this.watermark = watermark;
        }
    }

    /** A shard that this subtask reads. */
    private static final class OpenShard {
        private final String stream;
        private final String shard;
        private final ShardTime time;
        /** Parents that this subtask is still reading; the shard is not read before they have ended. */
        private final Set<String> unreadParents = new HashSet<>();

        private long readUntil = NO_TIME;
        private boolean known;
        /** Whether it has been read to its end; it holds the watermark back until its children are open. */
        private boolean ended;

        private OpenShard(SourceRecord record, ShardTime time) {
            this.stream = record.stream;
            this.shard = record.shard;
            this.time = time;
        }

        private boolean has(SourceRecord record) {
            return shard.equals(record.shard) && stream.equals(record.stream);
        }

        private void continueFrom(ShardTime parent) {
            // a shard that has been read has a time of its own
            if (!time.hasRecords()) {
                time.continueFrom(parent);
            }
        }

        /** Whether its first event, or that of a child, may be older than what the other shards hold back. */
        private boolean awaitsFirstEvent() {
            return ended || (unreadParents.isEmpty() && !time.isKnown());
        }

        private long watermark(EventTimeSettings settings) {
            if (!unreadParents.isEmpty()) {
                return UNCONSTRAINED; // they hold the watermark back
            }
            if (!known || (ended && !time.isKnown())) {
                return HELD;
            }
            return time.isKnown() ? timeRead(settings) : UNCONSTRAINED;
        }

        private long timeRead(EventTimeSettings settings) {
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
            restored.merge(time.shard, time, ShardTime::merge);
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        rejections = new Rejections(output, getMetricGroup());
        report = getMetricGroup().gauge(EventTimeReport.METRIC, new EventTimeReport(settings));
        ending = new ArrayDeque<>();
        reached = new ArrayDeque<>();
        delayed = HELD;
        before = Long.MIN_VALUE;
        joinedUntil = Long.MIN_VALUE;
        reachedMost = NO_TIME;
        emptyShards = settings.readSkewMillis() == 0
                ? EmptyShards.IGNORED
                : exchange.connect(getRuntimeContext(), getOperatorID().toString());
        watermark = NO_TIME;
        scheduleWatermark();
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        shardTimes.clear();
        for (OpenShard shard : open.values()) {
            shardTimes.add(written(shard.time, context.getCheckpointId()));
        }
        for (ShardTime time : ended.values()) {
            shardTimes.add(written(time, context.getCheckpointId()));
        }
        long now = getProcessingTimeService().getCurrentProcessingTime();
        for (ShardTime time : restored.values()) {
            // another subtask may read the shard and write a later copy, which is the valid one
            if (isKeptHere(time) && time.isReadable(now)) {
                shardTimes.add(time);
            }
        }
    }

    private static ShardTime written(ShardTime time, long checkpoint) {
        if (time.position != null) {
            time.position.checkpoint = checkpoint;
        }
        return time;
    }

    private boolean isKeptHere(ShardTime time) {
        TaskInfo task = getRuntimeContext().getTaskInfo();
        return Math.floorMod(time.shard.hashCode(), task.getNumberOfParallelSubtasks()) == task.getIndexOfThisSubtask();
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
                break;
            case SHARD_READ:
                OpenShard read = shard(record);
                read.known = true;
                read.readUntil = Math.max(read.readUntil, record.arrivalMillis);
                read.time.position().readUntil(record.arrivalMillis);
                break;
            case SHARD_ENDED:
                shard(record).ended = true;
                break;
            case SHARD_CLOSED:
                closed(record);
                break;
        }
    }

    private void opened(SourceRecord record) {
        if (record.start != null) {
            startAgain(record);
        }
        OpenShard shard = shard(record);
        if (record.parent == null) {
            return;
        }
        String parent = record.stream + "/" + record.parent;
        if (open.containsKey(parent)) {
            shard.unreadParents.add(parent);
            return;
        }
        // the time of a parent that another subtask reads is unknown here; the shard then starts without one
        ShardTime time = ended.getOrDefault(parent, restored.get(parent));
        if (time != null) {
            shard.continueFrom(time);
        }
    }

    private void startAgain(SourceRecord start) {
        boolean isFirstStart = start.start != SourceRecord.Start.UNREAD;
        if (isFirstStart) {
            RestoredShards.of(start.stream, restored.values()).requireThatNothingIsLost(start, settings);
        }
        ShardTime before = restored.get(id(start));
        // a shard that has been read to its tip without any record has nothing to pass over
        if (before != null && (isFirstStart || before.hasRecords())) {
            before.position().startAgain();
            LOG.info("the records of {} that were read before are passed over, up to {}", id(start), before.position());
        }
    }

    private void closed(SourceRecord record) {
        String id = id(record);
        long now = getProcessingTimeService().getCurrentProcessingTime();
        boolean wasOpen = open.containsKey(id);
        // a source also names the shards that had ended before it started
        OpenShard shard = shard(record);
        ShardTime closed = shard.time;
        open.remove(id);
        latest = null;
        if (wasOpen) {
            ending.add(new EndedShard(now, closed.isKnown() ? shard.timeRead(settings) : UNCONSTRAINED));
        }
        closed.position().end(now);
        ended.put(id, closed);
        for (OpenShard other : open.values()) {
            if (other.unreadParents.remove(id)) {
                other.continueFrom(closed);
            }
        }
    }

    private void event(SourceRecord record) {
        OpenShard shard = shard(record);
        if (!shard.time.position().advance(record, settings)) {
            return;
        }
        shard.known = true;
        E event;
        try {
            event = reader.read(record);
        } catch (RejectedException rejected) {
            rejections.reject(rejected, record);
            return;
        }
        // only a shard without a rule of its own can be behind the watermark, and until then the next operator may not
        // be
        long passed = Math.max(shard.time.watermark(record.arrivalMillis, settings), Math.min(delayed, watermark));
        long eventTime = reader.time(event);
        if (eventTime != NO_TIME) {
            setIdle(false);
            shard.time.advance(eventTime, record.latestMillis(), record.hasArrival(), settings);
        }
        if (reader.deadline(event) <= passed) {
            rejections.reject(Rejection.LATE, reader.lateness(event), record);
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
        long now = getProcessingTimeService().getCurrentProcessingTime();
        if (shardsListed) {
            emitWatermark(now);
        }
        report(now);
        scheduleWatermark();
    }

    private void report(long now) {
        for (OpenShard shard : open.values()) {
            report.add(shard.time, shard.readUntil, shard.watermark(settings));
        }
        report.update(now, watermark, idle, shardsListed);
    }

    private void scheduleWatermark() {
        long interval = Math.max(1, getExecutionConfig().getAutoWatermarkInterval());
        // closing the operator cancels the timer
        ScheduledFuture<?> unused = getProcessingTimeService()
                .registerTimer(getProcessingTimeService().getCurrentProcessingTime() + interval, this);
    }

    private void emitWatermark(long now) {
        if (now < before) {
            clockWasSetBack(now);
        }
        before = now;
        ending.removeIf(shard -> shard.at <= now - settings.readSkewMillis());
        boolean awaitsFirstEvents =
                !ending.isEmpty() || isJoining(now) || open.values().stream().anyMatch(OpenShard::awaitsFirstEvent);
        emptyShards.report(report(awaitsFirstEvents), now);
        long least = awaitsFirstEvents && !emptyShards.areKnown(now) ? HELD : least();
        delay(now, least);
        boolean waits = awaitsFirstEvents || !emptyShards.areNone(now);
        long next = waits && least != UNCONSTRAINED ? delayed : least;
        setIdle(next == UNCONSTRAINED);
        if (idle) {
            return;
        }
        if (joining && emptyShards.areKnown(now)) {
            next = join(next, now);
        }
        if (next > watermark) {
            joining = false;
            watermark = next;
            output.emitWatermark(new Watermark(watermark));
        }
    }

    /** Of shards that the others know of, because they have waited for them. */
    private boolean isJoining(long now) {
        return now < joinedUntil || (joining && !idle && emptyShards.areKnown(now));
    }

    /**
     * The first watermark after this subtask was idle. Flink waits for a subtask again only when its watermark has caught up
     * with what has been passed without it: a source that is slower by the same time all along never does. So this one is what
     * may have been passed, if its shards allow for less: its events up to there are late, and it holds back what comes after that.
     */
    private long join(long next, long now) {
        long passed = emptyShards.passed(now);
        if (passed == EmptyShards.UNKNOWN) {
            return HELD;
        }
        joining = false;
        if (passed != NO_TIME) {
            joinedUntil = now + settings.readSkewMillis();
        }
        return Math.max(next, passed);
    }

    private SubtaskReport report(boolean awaitsFirstEvents) {
        boolean counts = !idle && !joining;
        return new SubtaskReport(awaitsFirstEvents, counts, counts ? Math.max(watermark, reachedMost) : watermark);
    }

    /** Waits from now on: what was to come later by the old time would stay away for as long as the clock has gone back. */
    private void clockWasSetBack(long now) {
        reached.clear();
        Deque<EndedShard> waiting = ending;
        ending = new ArrayDeque<>();
        waiting.forEach(shard -> ending.add(new EndedShard(now, shard.watermark)));
        joinedUntil = Math.min(joinedUntil, now + settings.readSkewMillis());
    }

    /** Sets the watermark that was reached long enough ago. */
    private void delay(long now, long least) {
        reached.add(new Reached(now, least));
        if (least != UNCONSTRAINED) {
            reachedMost = Math.max(reachedMost, least);
        }
        while (!reached.isEmpty() && reached.element().at <= now - settings.readSkewMillis()) {
            long due = reached.remove().watermark;
            // without a shard that has had an event, nothing was reached
            if (due != UNCONSTRAINED) {
                // a shard that has become known since may hold the watermark back further
                delayed = Math.max(delayed, Math.min(due, least));
            }
        }
    }

    private long least() {
        long least = UNCONSTRAINED;
        for (OpenShard shard : open.values()) {
            least = Math.min(least, shard.watermark(settings));
        }
        for (EndedShard shard : ending) {
            least = Math.min(least, shard.watermark);
        }
        return least;
    }

    private void setIdle(boolean nowIdle) {
        if (nowIdle != idle) {
            idle = nowIdle;
            joining = true;
            output.emitWatermarkStatus(idle ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE);
        }
    }

    /** The source's watermarks are for itself, except at the end of a bounded input in tests. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (mark.equals(Watermark.MAX_WATERMARK)) {
            setIdle(false);
            watermark = Watermark.MAX_WATERMARK.getTimestamp();
            super.processWatermark(mark);
        }
    }

    @Override
    public void close() throws Exception {
        if (emptyShards != null) {
            emptyShards.close();
        }
        super.close();
    }

    /** A source without shards emits {@link SourceRecord.Kind#SHARDS_LISTED} instead. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}
}
