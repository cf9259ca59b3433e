package dev.sallyport.grant;

import dev.sallyport.limit.RateLimit;
import java.time.Duration;

/**
 * What holds for all logins. Immutable.
 *
 * @param perAddress logins from one address, good or bad
 * @param responseTimeGrid a failed login is answered at a multiple of this after it came, so that its time tells nothing; zero to 5
 *     seconds
 * @param minimumReuse a key login gets its token again only while at least this much of its life is left
 * @param lifetime of an access token; the token policy caps it
 * @param spraying what holds while passwords are tried at many accounts
 */
public record LoginPolicy(
        RateLimit perAddress,
        Duration responseTimeGrid,
        Duration minimumReuse,
        Duration lifetime,
        SprayPolicy spraying) {
    private static final Duration LONGEST_GRID = Duration.ofSeconds(5);

    /** @throws IllegalArgumentException when a setting is out of its range */
    public LoginPolicy {
        if (responseTimeGrid.isNegative() || responseTimeGrid.compareTo(LONGEST_GRID) > 0) {
            throw new IllegalArgumentException(
                    "responseTimeGrid is 0 to " + LONGEST_GRID + ", not " + responseTimeGrid);
        }
        if (minimumReuse.isNegative() || minimumReuse.compareTo(lifetime) >= 0) {
            throw new IllegalArgumentException("minimumReuse is 0 or more and less than the lifetime of a token ("
                    + lifetime + "), not " + minimumReuse);
        }
    }

    /** With {@link SprayPolicy#standard}. */
    public LoginPolicy(RateLimit perAddress, Duration responseTimeGrid, Duration minimumReuse, Duration lifetime) {
        this(perAddress, responseTimeGrid, minimumReuse, lifetime, SprayPolicy.defaults());
    }

    /** 60 logins a minute and address, a grid of 250 ms, reuse down to 60 seconds or half of a shorter life. */
    public static LoginPolicy defaults(Duration lifetime) {
        Duration half = lifetime.dividedBy(2);
        Duration minute = Duration.ofSeconds(60);
        return new LoginPolicy(
                RateLimit.parse("60/minute"),
                Duration.ofMillis(250),
                half.compareTo(minute) < 0 ? half : minute,
                lifetime);
    }

    public LoginPolicy withPerAddress(RateLimit limit) {
        return new LoginPolicy(limit, responseTimeGrid, minimumReuse, lifetime, spraying);
    }

    public LoginPolicy withResponseTimeGrid(Duration grid) {
        return new LoginPolicy(perAddress, grid, minimumReuse, lifetime, spraying);
    }

    public LoginPolicy withSpraying(SprayPolicy policy) {
        return new LoginPolicy(perAddress, responseTimeGrid, minimumReuse, lifetime, policy);
    }
}
