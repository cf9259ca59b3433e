package dev.sallyport.grant;

import dev.sallyport.limit.RateLimit;
import java.time.Duration;

/**
 * When a few passwords for each of many accounts are taken for an attack, and what holds meanwhile. Immutable.
 *
 * <p>See decision 0120.
 *
 * @param accountsPerNode names, known or not, with a failed login on one node within the window; 1 to 100,000
 * @param accountsPerTenant accounts of one tenant with a failed login on one node within the window, a little more or less; 1 to
 *     100,000
 * @param window in which they are counted, and for how long the limit holds after the last time there were so many; 1 minute to 24
 *     hours
 * @param perAddress failed logins of one address meanwhile, those of known devices apart
 */
public record SprayPolicy(int accountsPerNode, int accountsPerTenant, Duration window, RateLimit perAddress) {
    private static final int MAX_ACCOUNTS = 100_000;
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    /** @throws IllegalArgumentException when a setting is out of its range */
    public SprayPolicy {
        check("accountsPerNode", accountsPerNode);
        check("accountsPerTenant", accountsPerTenant);
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("window is " + SHORTEST + " to " + LONGEST + ", not " + window);
        }
    }

    private static void check(String name, int accounts) {
        if (accounts < 1 || accounts > MAX_ACCOUNTS) {
            throw new IllegalArgumentException(name + " is 1 to " + MAX_ACCOUNTS + ", not " + accounts);
        }
    }

    /** 600 names of a node or 200 accounts of a tenant in ten minutes; five failed logins a minute and address then. */
    public static SprayPolicy defaults() {
        return new SprayPolicy(600, 200, Duration.ofMinutes(10), RateLimit.parse("5/minute"));
    }
}
