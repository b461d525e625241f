package io.millrace.job.cep;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.MapSerializer;

/** A keyed state store that keeps each map state in one value per key, and delegates everything else. */
final class MapsInValues implements KeyedStateStore {
    private final KeyedStateStore store;
    private final List<MapInValue<?, ?>> maps = new ArrayList<>();

    MapsInValues(KeyedStateStore store) {
        this.store = requireNonNull(store, "store is null");
    }

    /** Writes the changed maps of the current key. Must be called before the key changes. */
    void store() throws IOException {
        for (MapInValue<?, ?> map : maps) {
            map.store();
        }
    }

    /** @param descriptor with serializers, not only with types */
    @Override
    public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
        MapInValue<K, V> map = new MapInValue<>(store.getState(new ValueStateDescriptor<>(
                descriptor.getName(),
                new MapSerializer<>(descriptor.getKeySerializer(), descriptor.getValueSerializer()))));
        maps.add(map);
        return map;
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
        return store.getState(descriptor);
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        return store.getListState(descriptor);
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
        return store.getReducingState(descriptor);
    }

    @Override
    public <I, A, O> AggregatingState<I, O> getAggregatingState(AggregatingStateDescriptor<I, A, O> descriptor) {
        return store.getAggregatingState(descriptor);
    }
}
