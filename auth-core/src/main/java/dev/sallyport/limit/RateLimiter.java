package dev.sallyport.limit;

/**
 * Counts requests against limits. Must be safe for use by many threads, and must answer without waiting on a backend that is
 * gone: {@link LocalRateLimiter} counts per node, other modules count for all nodes together.
 */
@FunctionalInterface
public interface RateLimiter extends AutoCloseable {
    /**
     * Takes one permit of every window of the limit, or of none when one of them has no room.
     *
     * @param key what is counted, with what for: {@code credential:<id>}; two limits never share a key
     */
    LimitDecision acquire(String key, RateLimit limit);

    /**
     * Releases what this limiter itself opened, with the {@code Sallyport} that it was given to. Closing twice does nothing. To
     * keep a limiter that several share, hand in {@code limiter::acquire}.
     */
    @Override
    default void close() {}
}
