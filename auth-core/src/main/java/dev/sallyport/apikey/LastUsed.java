package dev.sallyport.apikey;

import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.change.Transactions;
import dev.sallyport.environment.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers when keys were used until the next batch is written: at most once per key and {@link #INTERVAL}. Marks may be lost
 * in a crash; nothing rests on them. A key's first use is recorded together with its first mark, so once whatever number of nodes
 * saw it. Safe for use by many threads.
 */
final class LastUsed {
    /** Precision of a mark. */
    static final Duration INTERVAL = Duration.ofSeconds(30);

    // A mark more than these in one interval waits for the next use of its key.
    private static final int MAX_PENDING = 100_000;

    // A transaction holds the rows of its keys, so it is not to take long.
    private static final int BATCH = 1_000;

    private final ApiKeyStore store;
    private final Transactions transactions;
    private final AuditSink audit;
    private final Map<String, Instant> pending = new ConcurrentHashMap<>();

    LastUsed(ApiKeyStore store, Environment environment) {
        this.store = store;
        this.transactions = environment.transactions();
        this.audit = environment.audit();
    }

    /** Notes a use; no I/O. */
    void mark(String keyId, Instant at) {
        if (pending.size() < MAX_PENDING || pending.containsKey(keyId)) {
            pending.put(keyId, at);
        }
    }

    /**
     * Writes what was noted since the last call.
     *
     * @throws dev.sallyport.change.StoreException when the backend fails; the marks are kept for the next call
     */
    void flush() {
        Map<String, Instant> batch = new HashMap<>();
        for (Map.Entry<String, Instant> mark : Map.copyOf(pending).entrySet()) {
            batch.put(mark.getKey(), mark.getValue());
            if (batch.size() == BATCH) {
                write(batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            write(batch);
        }
    }

    private void write(Map<String, Instant> batch) {
        transactions.inTransaction(transaction -> {
            List<String> first = store.markUsed(batch);
            first.forEach(id -> store.findById(id).ifPresent(this::recordFirstUse));
            return first;
        });
        batch.forEach(pending::remove);
    }

    private void recordFirstUse(ApiKey key) {
        if (key.lastUsedAt() != null) {
            audit.record(Actor.application()
                    .event(
                            key.lastUsedAt(),
                            AuditEvent.Type.API_KEY_FIRST_USED,
                            key.ownerId(),
                            key.id(),
                            Map.of("name", key.name())));
        }
    }
}
