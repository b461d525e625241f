package io.millrace.kinesis.api;

import io.millrace.kinesis.limit.Limits;
import io.millrace.kinesis.request.ApiException;
import io.millrace.kinesis.store.KinesisStream;
import io.millrace.kinesis.store.Shard;
import io.millrace.kinesis.store.StreamMode;
import io.millrace.kinesis.store.StreamState;
import java.io.IOException;

/**
 * Doubles the shards of a stream on demand when its producers ask for more than half of what it admits, as the service
 * keeps room for twice the peak.
 */
public final class OnDemandScaling implements Runnable {
    private static final System.Logger LOG = System.getLogger(OnDemandScaling.class.getName());
    private static final double ROOM = 0.5;

    private final StreamLookup lookup;

    public OnDemandScaling(StreamLookup lookup) {
        this.lookup = lookup;
    }

    @Override
    public void run() {
        for (String name : lookup.store().names()) {
            try {
                lookup.store().find(name).ifPresent(this::scale);
            } catch (ApiException e) {
                LOG.log(System.Logger.Level.DEBUG, "stream " + name + " is scaled later", e);
            }
        }
    }

    private void scale(KinesisStream stream) {
        StreamState state = stream.state();
        double peak = 0;
        for (Shard shard : state.shards().open()) {
            Limits.Shard limited = StreamLookup.limited(state, shard.number());
            peak += lookup.limits().takePeak(limited);
        }
        int open = state.shards().open().size();
        if (state.mode() != StreamMode.ON_DEMAND || peak <= open * ROOM) {
            return;
        }
        try {
            lookup.update(
                    stream,
                    now -> now.shards(now.shards().resize(now.shards().open().size() * 2, stream.nextTick())));
            LOG.log(System.Logger.Level.INFO, "stream {0} on demand has {1} shards now", state.name(), open * 2);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "stream " + state.name() + " could not be scaled", e);
        }
    }
}
