package dev.sallyport.apikey;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request for a new API key. Immutable.
 *
 * @param name 1 to 100 characters
 * @param description at most 500 characters; null for none
 * @param scopes null asks for all that the owner has, now and later; the empty set for none
 * @param expiry when the key is to end
 * @param rateLimit null asks for no limit of its own
 */
public record KeyRequest(
        String name,
        @Nullable String description,
        @Nullable ScopeSet scopes,
        Expiry expiry,
        @Nullable RateLimit rateLimit) {
    private static final Duration LONGEST = Duration.ofDays(365_000);

    /** Expiry of a new key. Immutable. */
    public sealed interface Expiry {
        /** After the standard life of {@link KeyTerms}; never, where there is none. */
        record Standard() implements Expiry {}

        /** Never, whatever the standard is. */
        record Never() implements Expiry {}

        /** At an instant. */
        record At(Instant instant) implements Expiry {}

        /**
         * A time after the key is made.
         *
         * @param life more than 0 and at most 365,000 days
         */
        record In(Duration life) implements Expiry {
            /** @throws IllegalArgumentException when the life is out of its range */
            public In {
                if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
                    throw new IllegalArgumentException(
                            "expiresIn is more than 0 and at most 365,000 days, not " + life);
                }
            }
        }

        /** @param instant null for never */
        static Expiry at(@Nullable Instant instant) {
            return instant == null ? new Never() : new At(instant);
        }
    }

    /** All that the owner has, with the standard expiry. */
    public static KeyRequest named(String name) {
        String undescribed = null;
        ScopeSet all = null;
        return new KeyRequest(name, undescribed, all, new Expiry.Standard(), null);
    }

    public KeyRequest withDescription(String newDescription) {
        return new KeyRequest(name, newDescription, scopes, expiry, rateLimit);
    }

    public KeyRequest withScopes(ScopeSet newScopes) {
        return new KeyRequest(name, description, newScopes, expiry, rateLimit);
    }

    /** In place of any other expiry. */
    public KeyRequest withExpiresAt(Instant instant) {
        return with(new Expiry.At(instant));
    }

    /**
     * A life that begins when the key is made, in place of any other expiry.
     *
     * @param life more than 0 and at most 365,000 days
     * @throws IllegalArgumentException when it is out of its range
     */
    public KeyRequest withExpiresIn(Duration life) {
        return with(new Expiry.In(life));
    }

    /** Asks for a key that never expires, also where there is a standard expiry. */
    public KeyRequest withoutExpiry() {
        return with(new Expiry.Never());
    }

    public KeyRequest withRateLimit(RateLimit newRateLimit) {
        return new KeyRequest(name, description, scopes, expiry, newRateLimit);
    }

    private KeyRequest with(Expiry changed) {
        return new KeyRequest(name, description, scopes, changed, rateLimit);
    }

    /**
     * The expiry of a key that is made now.
     *
     * @param standard null for never
     * @return null for never
     */
    @Nullable
    Instant expiresAt(Instant now, @Nullable Instant standard) {
        if (expiry instanceof Expiry.At at) {
            return at.instant();
        }
        if (expiry instanceof Expiry.In in) {
            return now.plus(in.life());
        }
        return expiry instanceof Expiry.Standard ? standard : null;
    }
}
