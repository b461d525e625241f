package io.millrace.job.cep;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * A key's map in one value of keyed state. It is read at its first use, and written by {@link #store} before the key
 * changes.
 */
final class MapInValue<K, V> implements MapState<K, V> {
    private final ValueState<Map<K, V>> state;
    private @Nullable Map<K, V> loaded;
    private boolean changed;

    MapInValue(ValueState<Map<K, V>> state) {
        this.state = requireNonNull(state, "state is null");
    }

    /** Writes the current key's map if it has changed, and unloads it. */
    void store() throws IOException {
        if (changed && loaded != null) {
            if (loaded.isEmpty()) {
                state.clear();
            } else {
                state.update(loaded);
            }
        }
        loaded = null;
        changed = false;
    }

    private Map<K, V> map() throws IOException {
        if (loaded == null) {
            Map<K, V> stored = state.value();
            loaded = stored == null ? new HashMap<>() : stored;
        }
        return loaded;
    }

    private Map<K, V> mapToChange() throws IOException {
        changed = true;
        return map();
    }

    @Override
    public @Nullable V get(K key) throws IOException {
        return map().get(key);
    }

    @Override
    public void put(K key, V value) throws IOException {
        mapToChange().put(key, value);
    }

    @Override
    public void putAll(Map<K, V> more) throws IOException {
        mapToChange().putAll(more);
    }

    @Override
    public void remove(K key) throws IOException {
        if (map().containsKey(key)) {
            mapToChange().remove(key);
        }
    }

    @Override
    public boolean contains(K key) throws IOException {
        return map().containsKey(key);
    }

    @Override
    public boolean isEmpty() throws IOException {
        return map().isEmpty();
    }

    @Override
    public void clear() {
        if (loaded == null || !loaded.isEmpty()) {
            loaded = new HashMap<>();
            changed = true;
        }
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() throws IOException {
        return tracking(map().entrySet().iterator());
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() throws IOException {
        Map<K, V> map = map();
        return () -> tracking(map.entrySet().iterator());
    }

    @Override
    public Iterable<K> keys() throws IOException {
        Map<K, V> map = map();
        return () -> tracking(map.keySet().iterator());
    }

    @Override
    public Iterable<V> values() throws IOException {
        Map<K, V> map = map();
        return () -> tracking(map.values().iterator());
    }

    private <T> Iterator<T> tracking(Iterator<T> elements) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return elements.hasNext();
            }

            @Override
            public T next() {
                return elements.next();
            }

            @Override
            public void remove() {
                elements.remove();
                changed = true;
            }
        };
    }
}
