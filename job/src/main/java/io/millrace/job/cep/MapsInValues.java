package io.millrace.job.cep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.MapSerializer;

/** A keyed state store that keeps each map state in one value per key, and delegates everything else. */
final class MapsInValues extends FlinkStateStore {
    private final List<MapInValue<?, ?>> maps = new ArrayList<>();

    MapsInValues(KeyedStateStore store) {
        super(store);
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
}
