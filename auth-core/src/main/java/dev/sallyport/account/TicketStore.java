package dev.sallyport.account;

import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps tickets until they are used or expire. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface TicketStore {
    /** Adds a ticket, replacing its subject's ticket of the same kind in the same application. */
    void replace(Ticket ticket);

    /** Finds a ticket, expired or not. */
    Optional<Ticket> find(SecretDigest digest);

    /**
     * Redeems a ticket by removing it in one conditional statement: of any number of callers, on any nodes, one succeeds.
     *
     * @return false when it is gone, of another kind or application, or expired at that time
     */
    boolean redeem(Ticket ticket, Instant now);

    /** Removes all tickets of the subject, in all applications. */
    void deleteBySubject(String subject);

    /**
     * Removes tickets that expired before then, the oldest first.
     *
     * @return how many, at most {@code max}
     */
    int deleteExpired(Instant before, int max);
}
