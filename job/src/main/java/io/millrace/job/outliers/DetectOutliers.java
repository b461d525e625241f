package io.millrace.job.outliers;

import static java.util.Objects.requireNonNull;

import io.millrace.job.operator.Chaining;
import io.millrace.job.state.HeldState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Scores each measurement by the statistics of the values before it, and emits outliers. Keyed by the measurements' key;
 * its input is sorted by time. Outliers count in the statistics too: if values stay at a new level, that becomes normal.
 *
 * <p>State: what the {@link UsualCache} holds, as {@link HeldState}; and what it has stored, which may be older: of a key, a
 * {@link Usual} (32 bytes) and one timer, as earlier releases kept all of them. A key without a value for the state's TTL
 * starts again. The timer only clears statistics that are no longer used, so results do not depend on when it fires.
 *
 * <p>This is an operator, not a process function, because only an operator can set the current key when the cache reads and
 * writes.
 */
final class DetectOutliers extends AbstractStreamOperator<Outlier>
        implements OneInputStreamOperator<Measurements, Outlier>, Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    /** The name that Flink gives the timers of process functions, which this was in earlier builds. */
    private static final String TIMERS = "user-timers";

    private final OutlierRule rule;
    private final int maxSlots;

    private transient ValueState<Usual> usual;
    private transient HeldState<String> held;
    private transient UsualCache cache;
    private transient InternalTimerService<VoidNamespace> timers;

    DetectOutliers(OutlierRule rule) {
        this(rule, UsualCache.DEFAULT_MAX_SLOTS);
    }

    /** @param maxSlots limit of the {@link UsualCache} */
    DetectOutliers(OutlierRule rule, int maxSlots) {
        this.rule = requireNonNull(rule, "rule is null");
        this.maxSlots = maxSlots;
        Chaining.always(this);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        usual = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("usual", Usual.class));
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
        int maxParallelism = getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
        held = new HeldState<>(getKeyedStateBackend(), maxParallelism);
        cache = new UsualCache(new KeyedUsual(), maxParallelism, maxSlots, UsualCache.DEFAULT_MAX_CHARS);
        held.read(cache::restore);
    }

    /** After each call, the current key is that of the statistics. */
    private final class KeyedUsual implements UsualCache.Store {
        @Override
        public @Nullable Usual read(String key) throws Exception {
            setCurrentKey(key);
            return usual.value();
        }

        @Override
        public void write(String key, Usual changed, boolean isNew) throws Exception {
            setCurrentKey(key);
            usual.update(changed);
            if (isNew) {
                timers.registerEventTimeTimer(VoidNamespace.INSTANCE, rule.expiresAfter(changed));
            }
        }
    }

    /** The key is set only where state is used. */
    @Override
    @SuppressWarnings("rawtypes") // as in the superclass
    public void setKeyContextElement1(StreamRecord record) {}

    @Override
    public void processElement(StreamRecord<Measurements> element) throws Exception {
        Measurements measurements = element.getValue();
        int at = cache.at(measurements.key);
        Usual known = cache.get(at);
        for (int i = 0; i < measurements.size(); i++) {
            long value = measurements.value(i);
            long time = measurements.time(i);
            Usual before = isExpired(known, time) ? new Usual() : known;
            known = before.with((double) value, time, rule.smoothingFactor());
            if (rule.isWarm(before)) {
                score(measurements.key, value, time, before);
            }
        }
        cache.set(at, known);
    }

    private boolean isExpired(Usual known, long time) {
        return rule.expiresAfter(known) < time;
    }

    private void score(String key, long value, long time, Usual before) {
        double deviation = rule.deviation(before);
        // not infinite, which is no JSON number, whatever the least deviation is
        double score = Math.min(Math.abs(value - before.mean) / deviation, Double.MAX_VALUE);
        if (rule.isOutlier(score)) {
            Outlier outlier = new Outlier(key, value, time, before.mean, deviation, score);
            output.collect(new StreamRecord<>(outlier, time));
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        int at = cache.at(timer.getKey());
        long expiresAfter = rule.expiresAfter(cache.get(at));
        setCurrentKey(timer.getKey());
        if (expiresAfter <= timer.getTimestamp()) {
            usual.clear();
            cache.remove(at);
        } else {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, expiresAfter);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }

    /** Not at the snapshot itself, which begins with the timers if they are on the heap. */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        cache.age();
        held.write(UsualCache.VERSION, cache);
    }
}
