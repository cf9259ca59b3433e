package dev.sallyport.audit;

import java.time.Instant;
import java.util.List;

/**
 * Where events are kept: rows are added and, when they are old, removed; nothing changes one. Safe for use by many threads; every
 * method throws {@link dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread
 * where there is one.
 */
public interface AuditStore extends AuditLog {
    /** Adds the events, all or none. A character that the backend cannot hold is replaced, never a reason to fail. */
    void insert(List<AuditEvent> events);

    /** Removes at most {@code max} that happened before the instant, oldest first; returns how many. */
    int deleteBefore(Instant before, int max);
}
