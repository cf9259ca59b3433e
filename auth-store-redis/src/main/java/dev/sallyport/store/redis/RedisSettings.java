package dev.sallyport.store.redis;

import java.time.Duration;

/**
 * How {@link RedisSharing} uses Redis. Immutable: each {@code with…} method answers a changed copy.
 *
 * @param prefix what every key and the channel begin with, {@code sallyport:} by default: 1 to 64 letters, digits and {@code
 *     :._-}. Nodes of one application have the same, two applications on one Redis have different ones
 * @param commandTimeout how long a request may wait for Redis, 5 milliseconds to 2 seconds; 100 milliseconds by default
 * @param connectTimeout how long opening a connection may take, 100 milliseconds to 30 seconds; 2 seconds by default. Only the
 *     start waits for it
 * @param requiredAtStart whether the start fails when Redis does not answer. False by default: the limits begin as those of this
 *     node alone, with a warning, and are shared as soon as Redis answers
 */
public record RedisSettings(String prefix, Duration commandTimeout, Duration connectTimeout, boolean requiredAtStart) {
    private static final int MAX_PREFIX = 64;
    // After the limits it is checked against.
    private static final RedisSettings DEFAULTS =
            new RedisSettings("sallyport:", Duration.ofMillis(100), Duration.ofSeconds(2), false);

    /** @throws IllegalArgumentException when a value is out of its range */
    public RedisSettings {
        // Braces would change which part of a key a cluster goes by.
        if (prefix.isEmpty() || prefix.length() > MAX_PREFIX || !prefix.chars().allMatch(RedisSettings::isPlain)) {
            throw new IllegalArgumentException(
                    "prefix is 1 to " + MAX_PREFIX + " letters, digits and :._- and not \"" + prefix + "\"");
        }
        requireBetween("commandTimeout", commandTimeout, Duration.ofMillis(5), Duration.ofSeconds(2));
        requireBetween("connectTimeout", connectTimeout, Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ":._-".indexOf(c) >= 0;
    }

    private static void requireBetween(String setting, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    setting + " is " + least.toMillis() + " to " + most.toMillis() + " ms, not " + value);
        }
    }

    public static RedisSettings defaults() {
        return DEFAULTS;
    }

    public RedisSettings withPrefix(String value) {
        return new RedisSettings(value, commandTimeout, connectTimeout, requiredAtStart);
    }

    public RedisSettings withCommandTimeout(Duration value) {
        return new RedisSettings(prefix, value, connectTimeout, requiredAtStart);
    }

    public RedisSettings withConnectTimeout(Duration value) {
        return new RedisSettings(prefix, commandTimeout, value, requiredAtStart);
    }

    /** The start fails when Redis does not answer. */
    public RedisSettings withRedisRequiredAtStart() {
        return new RedisSettings(prefix, commandTimeout, connectTimeout, true);
    }

    String channel() {
        return prefix + "changes";
    }
}
