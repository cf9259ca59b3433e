package dev.sallyport.upkeep;

import dev.sallyport.audit.AuditPolicy;
import dev.sallyport.change.StoreException;
import dev.sallyport.change.Transactions;
import dev.sallyport.stores.Stores;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is over and of no more use, by a margin and by the backend's time, so that no clock of a node removes what counts. Safe for use by many threads and many nodes.
 *
 * <p>A batch is one short transaction of a bounded number of rows, oldest first, under a lock that the database holds for it: of
 * all nodes one purges at a time, and when it dies the database lets go. The parts take turns, so that a large one keeps no other
 * waiting, and one that fails is left until the next run. What is left after the time of a run is for the next one too.
 *
 * <p>See decision 0051.
 */
final class Purge {
    static final int BATCH = 1_000;

    private static final Logger LOG = System.getLogger(Purge.class.getName());
    private static final String LOCK = "purge";
    private static final int MAX_BATCHES = 50;
    private static final Duration LONGEST_RUN = Duration.ofSeconds(20);

    /** After this an enrolment can no longer be confirmed, and nobody looks at why. */
    private static final Duration UNCONFIRMED = Duration.ofHours(1);

    /** Without its revocation a token counts again wherever it is not over yet, so there is time to spare for any clock. */
    private static final Duration REVOCATIONS = Duration.ofDays(1);

    /** One kind of rows. */
    record Part(String what, Duration age, Batch batch) {}

    /** Removes at most so many rows that were over at the instant; answers how many. */
    @FunctionalInterface
    interface Batch {
        int remove(Instant before, int max);
    }

    private final List<Part> parts;
    private final Transactions transactions;
    private final InstantSource over;
    private final InstantSource clock;
    private volatile @Nullable Instant lastRun;

    /**
     * @param over what ended before it is over for every node
     * @param clock for the length of a run
     */
    Purge(List<Part> parts, Transactions transactions, InstantSource over, InstantSource clock) {
        this.parts = List.copyOf(parts);
        this.transactions = transactions;
        this.over = over;
        this.clock = clock;
    }

    /** Dead keys stay as long as the audit tells of them, to be looked at. */
    static List<Part> partsOf(Stores stores, AuditPolicy policy, Duration skew) {
        return List.of(
                new Part("expired sessions", skew, stores.sessions()::deleteExpired),
                new Part("cookies that ended", skew, stores.browserCookies()::deleteExpired),
                new Part("revocations of expired tokens", REVOCATIONS, stores.revokedTokens()::deleteExpired),
                new Part("unconfirmed second factors", UNCONFIRMED, stores.secondFactors()::deleteUnconfirmed),
                new Part("tickets that are over", skew, stores.tickets()::deleteExpired),
                new Part("dead API keys", policy.retention(), stores.apiKeys()::deleteDead),
                new Part("old audit events", policy.retention(), stores.auditLog()::deleteBefore),
                new Part(
                        "old entries of the change log",
                        Duration.ZERO,
                        (before, max) -> stores.changeLog().deleteOld(max)));
    }

    /** When a run last ended with every part done; null before the first. */
    @Nullable
    Instant lastRun() {
        return lastRun;
    }

    /** One run; returns how many rows went, those that went with them not counted. */
    int run() {
        Instant start = clock.instant();
        Instant ended = over.instant();
        Deque<Part> left = new ArrayDeque<>(parts);
        boolean failed = false;
        int removed = 0;
        for (int batches = 0; !left.isEmpty() && batches < MAX_BATCHES * parts.size() && isInTime(start); batches++) {
            Part part = left.remove();
            try {
                int rows = removeBatch(part, ended);
                removed += rows;
                if (rows >= BATCH) {
                    left.add(part);
                }
            } catch (RuntimeException e) {
                failed = true;
                LOG.log(Level.WARNING, "Could not remove " + part.what() + "; it is tried again", e);
            }
        }
        if (left.isEmpty() && !failed) {
            lastRun = start;
        }
        return removed;
    }

    private boolean isInTime(Instant start) {
        return Duration.between(start, clock.instant()).abs().compareTo(LONGEST_RUN) < 0;
    }

    /** @throws StoreException when the backend fails */
    private int removeBatch(Part part, Instant ended) {
        return transactions.inTransaction(transaction -> {
            transaction.lock(LOCK);
            return part.batch().remove(ended.minus(part.age()), BATCH);
        });
    }
}
