package dev.sallyport.session;

import java.time.Instant;
import java.util.Optional;

/**
 * Where refresh families are kept, one for a session at the most. A family is gone when its session is: whatever removes a
 * session removes it. Safe for use by many threads; every method throws {@link dev.sallyport.change.StoreException} when the
 * backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface RefreshFamilyStore {
    /** @throws dev.sallyport.change.StoreException also when the session is not there, or has a family already */
    void insert(RefreshFamily family);

    Optional<RefreshFamily> findBySession(String sessionId);

    /**
     * Goes from one generation to the next, as one conditional statement: of any number of callers who name the same
     * generation, on whatever node, one succeeds.
     *
     * @return false when the family has another generation, or is gone
     */
    boolean advance(String sessionId, long from, Instant graceUntil);
}
