package dev.sallyport.session;

import java.time.Duration;

/**
 * How long a browser stays logged in. Immutable.
 *
 * @param idle without any request, 1 minute to {@code lifetime}
 * @param lifetime however much it is used, up to 400 days
 */
public record BrowserCookiePolicy(Duration idle, Duration lifetime) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(400);

    /** @throws IllegalArgumentException when a setting is out of its range */
    public BrowserCookiePolicy {
        if (idle.compareTo(SHORTEST) < 0 || idle.compareTo(lifetime) > 0 || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("idle is " + SHORTEST + " to lifetime, and lifetime at most " + LONGEST
                    + ", not " + idle + " and " + lifetime);
        }
    }

    /** 12 hours idle, 7 days in all. */
    public static BrowserCookiePolicy defaults() {
        return new BrowserCookiePolicy(Duration.ofHours(12), Duration.ofDays(7));
    }

    /** 30 minutes idle, 12 hours in all: for the page where people manage their keys. */
    public static BrowserCookiePolicy console() {
        return new BrowserCookiePolicy(Duration.ofMinutes(30), Duration.ofHours(12));
    }

    public BrowserCookiePolicy withIdle(Duration value) {
        return new BrowserCookiePolicy(value, lifetime);
    }

    public BrowserCookiePolicy withLifetime(Duration value) {
        return new BrowserCookiePolicy(idle, value);
    }
}
