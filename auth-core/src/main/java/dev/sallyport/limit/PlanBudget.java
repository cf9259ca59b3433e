package dev.sallyport.limit;

import org.jspecify.annotations.Nullable;

/**
 * A plan, and under which names the requests of one caller are counted against it. Made when a credential is loaded, so that a
 * request costs no look-up. Immutable. The names stay the same when the plan changes: what was used goes along.
 *
 * @param key what a {@link RateLimiter} counts by
 * @param ceilingKey what it counts by against the ceiling of the plan; null where the key is already that of the caller
 */
public record PlanBudget(Plan plan, String key, @Nullable String ceilingKey) {
    /** Without a ceiling. */
    public PlanBudget(Plan plan, String key) {
        this(plan, key, null);
    }

    /** Groups of resources count for all credentials of the caller together. */
    public String groupKey(String group) {
        return (ceilingKey == null ? key : ceilingKey) + "|" + group;
    }
}
