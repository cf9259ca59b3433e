package dev.sallyport.session;

import java.time.Duration;

/**
 * How refresh tokens are given out. Immutable.
 *
 * @param lifetime how long a login can be kept alive by refreshing, counted from the login, 1 minute to 400 days; zero for no
 *     refresh tokens at all
 * @param grace how long a spent token gets the same successor again, for clients that lost the answer or refresh twice at once;
 *     0 to 60 seconds, 0 for never
 * @param rotation whether a used token is spent
 */
public record RefreshPolicy(Duration lifetime, Duration grace, Rotation rotation) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(400);
    private static final Duration LONGEST_GRACE = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException when a setting is out of its range */
    public RefreshPolicy {
        if (!lifetime.isZero() && (lifetime.compareTo(SHORTEST) < 0 || lifetime.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "The lifetime of refresh tokens is " + SHORTEST + " to " + LONGEST + ", or zero, not " + lifetime);
        }
        if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
            throw new IllegalArgumentException(
                    "The grace of refresh tokens is 0 to " + LONGEST_GRACE + ", not " + grace);
        }
    }

    /** 7 days, 10 seconds of grace, rotation. */
    public static RefreshPolicy defaults() {
        return new RefreshPolicy(Duration.ofDays(7), Duration.ofSeconds(10), Rotation.ON);
    }

    /** Logins end with their access token. */
    public RefreshPolicy withoutRefreshTokens() {
        return withLifetime(Duration.ZERO);
    }

    public RefreshPolicy withLifetime(Duration value) {
        return new RefreshPolicy(value, grace, rotation);
    }

    public RefreshPolicy withGrace(Duration value) {
        return new RefreshPolicy(lifetime, value, rotation);
    }

    public RefreshPolicy withRotation(Rotation value) {
        return new RefreshPolicy(lifetime, grace, value);
    }

    /** Whether logins get a refresh token. */
    public boolean gives() {
        return !lifetime.isZero();
    }

    /**
     * What becomes of a refresh token that was used.
     *
     * <p>See decision 0021.
     */
    public enum Rotation {
        /** It is spent, and a new one takes its place. A spent one that comes again ends the login (RFC 9700 §4.14.2). */
        ON,
        /**
         * It stays as it is until it expires: a stolen one works unseen for as long. Only for clients that were written for an API
         * whose refresh tokens do not change.
         */
        OFF
    }
}
