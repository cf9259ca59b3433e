package dev.sallyport.account;

import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps tickets until they are used or over. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface TicketStore {
    /** Adds a ticket in place of the one that its subject has of this kind in this application. */
    void replace(Ticket ticket);

    /** The ticket, over or not. */
    Optional<Ticket> find(SecretDigest digest);

    /**
     * Removes a ticket that is used, as one conditional statement: of any number of callers, on whatever node, one succeeds.
     *
     * @return false when it is gone, of another kind or application, or over at that time
     */
    boolean redeem(Ticket ticket, Instant now);

    /** Removes all tickets of the subject, in all applications. */
    void deleteBySubject(String subject);

    /**
     * Removes tickets that were over before then, the oldest first.
     *
     * @return how many, at most {@code max}
     */
    int deleteExpired(Instant before, int max);
}
