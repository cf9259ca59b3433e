package dev.sallyport.limit;

/**
 * A plan, and under which name the requests of one caller are counted against it. Made when a credential is loaded, so that a
 * request costs no look-up. Immutable. The name stays the same when the plan changes: what was used goes along.
 *
 * @param key what a {@link RateLimiter} counts by
 */
public record PlanBudget(Plan plan, String key) {}
