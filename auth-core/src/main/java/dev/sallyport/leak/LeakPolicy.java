package dev.sallyport.leak;

import dev.sallyport.limit.RateLimit;

/**
 * What happens to a credential that somebody reports as leaked. Immutable.
 *
 * @param perAddress how many reports one address may send in which time
 */
public record LeakPolicy(Action action, RateLimit perAddress) {
    private static final RateLimit DEFAULT_LIMIT = RateLimit.parse("10/minute, 200/day");

    /** What is done about a genuine one, besides the record in the audit. */
    public enum Action {
        /** It ends, never what it came from. */
        REVOKE,
        /** Nothing: somebody who reads the audit decides. */
        FLAG
    }

    /** What is reported ends; 10 reports a minute and 200 a day from one address. */
    public static LeakPolicy revoke() {
        return new LeakPolicy(Action.REVOKE, DEFAULT_LIMIT);
    }

    /** What is reported is recorded and goes on; limits as with {@link #revoke}. */
    public static LeakPolicy flag() {
        return new LeakPolicy(Action.FLAG, DEFAULT_LIMIT);
    }

    public LeakPolicy withPerAddress(String limit) {
        return new LeakPolicy(action, RateLimit.parse(limit));
    }
}
