package dev.sallyport.grant;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntSupplier;

/**
 * The accounts with a failed login in the present window, until there are too many; from then on it is known for one window, and
 * counted anew. Safe for use by many threads.
 */
final class SprayedAccounts {
    private final int threshold;
    private final long windowMillis;
    private final Set<String> accounts = new HashSet<>();
    private int weight;
    private long since;
    private long until = Long.MIN_VALUE;

    SprayedAccounts(int threshold, long windowMillis) {
        this.threshold = threshold;
        this.windowMillis = windowMillis;
    }

    /**
     * Counts an account, once in a window.
     *
     * @param weights of an account that is new in the window, one on average
     * @return whether there are too many now
     */
    synchronized boolean add(String account, IntSupplier weights, long now) {
        if (now < since || now - since >= windowMillis) {
            restart(now);
        }
        if (!accounts.add(account)) {
            return false;
        }
        weight += weights.getAsInt();
        // Bounded whatever the weights were.
        if (weight < threshold && accounts.size() < 2 * threshold) {
            return false;
        }
        until = now + windowMillis;
        restart(now);
        return true;
    }

    private void restart(long now) {
        accounts.clear();
        weight = 0;
        since = now;
    }

    /** Tells whether there were too many, not longer ago than a window; a clock that was set back ends it. */
    synchronized boolean areSprayedAt(long now) {
        return now < until && now >= until - windowMillis;
    }
}
