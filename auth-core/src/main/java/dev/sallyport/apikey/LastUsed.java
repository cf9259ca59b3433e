package dev.sallyport.apikey;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers when keys were used until the next batch is written: at most once per key and {@link #INTERVAL}. Marks may be lost
 * in a crash; nothing rests on them. Safe for use by many threads.
 */
public final class LastUsed {
    /** How exact a mark is. */
    public static final Duration INTERVAL = Duration.ofSeconds(30);

    // A mark more than these in one interval waits for the next use of its key.
    private static final int MAX_PENDING = 100_000;

    private final ApiKeyStore store;
    private final Map<String, Instant> pending = new ConcurrentHashMap<>();

    public LastUsed(ApiKeyStore store) {
        this.store = store;
    }

    /** Notes a use; no I/O. */
    public void mark(String keyId, Instant at) {
        if (pending.size() < MAX_PENDING || pending.containsKey(keyId)) {
            pending.put(keyId, at);
        }
    }

    /**
     * Writes what was noted since the last call as one batch.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails; the marks are kept for the next call
     */
    public void flush() {
        Map<String, Instant> batch = Map.copyOf(pending);
        if (!batch.isEmpty()) {
            store.markUsed(batch);
            batch.forEach(pending::remove);
        }
    }
}
