package dev.sallyport.memory;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows by key, and the keys by each index. Not safe for use by many threads. */
final class IndexedRows<K, V> {
    private final Map<K, V> byKey = new LinkedHashMap<>();
    private final Map<Index<V>, Map<Object, Set<K>>> keysByIndex = new HashMap<>();

    IndexedRows(List<Index<V>> indexes) {
        indexes.forEach(index -> keysByIndex.put(index, new HashMap<>()));
    }

    @Nullable
    V get(K key) {
        return byKey.get(key);
    }

    Collection<V> all() {
        return byKey.values();
    }

    Stream<V> find(Index<V> index, Object value) {
        return keysOf(index).getOrDefault(value, Set.of()).stream().map(this::present);
    }

    boolean has(Index<V> index, Object value) {
        return keysOf(index).containsKey(value);
    }

    /** Puts the row in place of the one there was; null removes it. */
    void set(K key, @Nullable V row) {
        V before = row == null ? byKey.remove(key) : byKey.put(key, row);
        if (before != null) {
            keysByIndex.forEach((index, keys) -> index.valuesOf(before).forEach(value -> forget(keys, value, key)));
        }
        if (row != null) {
            keysByIndex.forEach((index, keys) -> index.valuesOf(row)
                    .forEach(value -> keys.computeIfAbsent(value, v -> new LinkedHashSet<>())
                            .add(key)));
        }
    }

    private static <K> void forget(Map<Object, Set<K>> keys, Object value, K key) {
        keys.computeIfPresent(value, (v, found) -> found.remove(key) && found.isEmpty() ? null : found);
    }

    private Map<Object, Set<K>> keysOf(Index<V> index) {
        Map<Object, Set<K>> keys = keysByIndex.get(index);
        if (keys == null) {
            throw new IllegalStateException("This table was made without that index");
        }
        return keys;
    }

    private V present(K key) {
        V row = byKey.get(key);
        if (row == null) {
            throw new IllegalStateException("An index names a row that is gone");
        }
        return row;
    }
}
