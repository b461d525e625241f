package io.millrace.benchmarks.tuned;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Combines the elements of a key and window in memory before the shuffle, as Flink SQL's local aggregation does. A window's
 * bundle is sent when the watermark ends the window; all bundles are sent before a barrier, at the end and when there are
 * too many keys.
 *
 * @param <I> the elements
 * @param <K> their keys
 * @param <P> what is sent
 */
public abstract class Bundle<I, K, P> extends AbstractStreamOperator<P> implements OneInputStreamOperator<I, P> {
    private static final long serialVersionUID = 1L;

    private static final int MAX_KEYS = 65_536;

    private final long windowMillis;
    private transient TreeMap<Long, Map<K, P>> windows;
    private transient int keys;

    protected Bundle(long windowMillis) {
        this.windowMillis = windowMillis;
    }

    protected abstract K key(I element);

    /** The time that says in which window an element is. */
    protected long time(StreamRecord<I> record) {
        return record.getTimestamp();
    }

    /** A bundle of one. */
    protected abstract P first(I element);

    /** Adds an element to the bundle of its key and window. */
    protected abstract void add(I element, P bundle);

    @Override
    public void open() throws Exception {
        super.open();
        windows = new TreeMap<>();
    }

    @Override
    public void processElement(StreamRecord<I> record) {
        I element = record.getValue();
        long time = time(record);
        long end = time - Math.floorMod(time, windowMillis) + windowMillis;
        Map<K, P> window = windows.computeIfAbsent(end, unknown -> new HashMap<>());
        K key = key(element);
        P bundle = window.get(key);
        if (bundle != null) {
            add(element, bundle);
            return;
        }
        window.put(key, first(element));
        if (++keys >= MAX_KEYS) {
            sendUntil(Long.MAX_VALUE);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        sendUntil(mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        sendUntil(Long.MAX_VALUE);
    }

    @Override
    public void finish() throws Exception {
        sendUntil(Long.MAX_VALUE);
        super.finish();
    }

    private void sendUntil(long time) {
        while (!windows.isEmpty() && windows.firstKey() - 1 <= time) {
            Map.Entry<Long, Map<K, P>> window = windows.pollFirstEntry();
            keys -= window.getValue().size();
            long timestamp = window.getKey() - 1;
            window.getValue().values().forEach(bundle -> output.collect(new StreamRecord<>(bundle, timestamp)));
        }
    }
}
