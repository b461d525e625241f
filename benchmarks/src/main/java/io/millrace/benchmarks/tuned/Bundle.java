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
 * too many of them.
 *
 * @param <I> the elements
 * @param <K> their keys
 * @param <P> what is sent
 */
public abstract class Bundle<I, K, P> extends AbstractStreamOperator<P> implements OneInputStreamOperator<I, P> {
    private static final long serialVersionUID = 1L;

    private static final long ALL = Long.MAX_VALUE;
    private static final int MAX_BUNDLES = 65_536;

    private final long windowMillis;
    private final int maxBundles;
    private transient TreeMap<Long, Map<K, P>> windows;
    private transient int bundles;
    private transient int lastWindow;

    protected Bundle(long windowMillis) {
        this(windowMillis, MAX_BUNDLES);
    }

    /**
     * Bundles by windows.
     *
     * @param maxBundles when there are so many, all are sent, whether their windows have ended or not
     */
    protected Bundle(long windowMillis, int maxBundles) {
        this.windowMillis = windowMillis;
        this.maxBundles = maxBundles;
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

    /**
     * Adds the bundles of a window to those of the next, when the same watermark ends both, and returns whether it did. By default,
     * each window has bundles of its own.
     */
    protected boolean join(Map<K, P> window, Map<K, P> next) {
        return false;
    }

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
        Map<K, P> window = windows.computeIfAbsent(end, unknown -> new HashMap<>(2 * lastWindow));
        K key = key(element);
        P bundle = window.get(key);
        if (bundle != null) {
            add(element, bundle);
            return;
        }
        window.put(key, first(element));
        if (++bundles >= maxBundles) {
            sendUntil(ALL);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        sendUntil(mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        sendUntil(ALL);
    }

    @Override
    public void finish() throws Exception {
        sendUntil(ALL);
        super.finish();
    }

    private void sendUntil(long time) {
        while (!windows.isEmpty() && windows.firstKey() - 1 <= time) {
            Map.Entry<Long, Map<K, P>> window = windows.pollFirstEntry();
            lastWindow = window.getValue().size();
            bundles -= lastWindow;
            if (!joinNext(window.getValue(), time)) {
                long timestamp = window.getKey() - 1;
                window.getValue().values().forEach(bundle -> output.collect(new StreamRecord<>(bundle, timestamp)));
            }
        }
    }

    private boolean joinNext(Map<K, P> window, long watermark) {
        if (windows.isEmpty() || windows.firstKey() - 1 > watermark || watermark == ALL) {
            return false;
        }
        Map<K, P> next = windows.firstEntry().getValue();
        int before = next.size();
        boolean joined = join(window, next);
        bundles += next.size() - before;
        return joined;
    }
}
