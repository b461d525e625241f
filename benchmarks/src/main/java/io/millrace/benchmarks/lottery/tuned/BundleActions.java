package io.millrace.benchmarks.lottery.tuned;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Bundles the actions of each user before the shuffle, so that state is read and written once for several. Bundles are sent
 * before every watermark and barrier, at the end, and when there are too many actions; a user's actions keep their order.
 */
final class BundleActions extends AbstractStreamOperator<ActionBundle>
        implements OneInputStreamOperator<Action, ActionBundle> {
    private static final long serialVersionUID = 1L;

    private static final int MAX_ACTIONS = 131_072;

    private transient Map<Long, ActionBundle> bundles;
    private transient int actions;
    private transient long latest;

    @Override
    public void open() throws Exception {
        super.open();
        bundles = new HashMap<>();
    }

    @Override
    public void processElement(StreamRecord<Action> record) {
        Action action = record.getValue();
        ActionBundle bundle = bundles.get(action.userId);
        if (bundle == null) {
            bundle = new ActionBundle();
            bundle.userId = action.userId;
            bundles.put(action.userId, bundle);
        }
        bundle.add(action);
        latest = record.getTimestamp();
        if (++actions == MAX_ACTIONS) {
            send();
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        send();
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        send();
    }

    @Override
    public void finish() throws Exception {
        send();
        super.finish();
    }

    private void send() {
        bundles.values().forEach(bundle -> output.collect(new StreamRecord<>(bundle, latest)));
        bundles.clear();
        actions = 0;
    }
}
