package dev.sallyport.apikey;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a key is made. Immutable.
 *
 * @param name 1 to 100 characters
 * @param description at most 500 characters; null for none
 * @param scopes null asks for all that the owner has, now and later; the empty set for none
 * @param expiresAt null asks for a key that never expires, unless {@code expiresIn} says when
 * @param expiresIn how long the key lives, from when it is made; null where {@code expiresAt} counts
 * @param rateLimit null asks for no limit of its own
 */
public record KeyRequest(
        String name,
        @Nullable String description,
        @Nullable ScopeSet scopes,
        @Nullable Instant expiresAt,
        @Nullable Duration expiresIn,
        @Nullable RateLimit rateLimit) {
    private static final Duration LONGEST = Duration.ofDays(365_000);

    /**
     * @throws IllegalArgumentException when there are two expiries, or {@code expiresIn} is not positive or longer than 365,000 days
     */
    public KeyRequest {
        if (expiresAt != null && expiresIn != null) {
            throw new IllegalArgumentException("A key has one expiry: give expiresAt or expiresIn");
        }
        if (expiresIn != null && (expiresIn.isNegative() || expiresIn.isZero() || expiresIn.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException("expiresIn is more than 0 and at most 365,000 days, not " + expiresIn);
        }
    }

    /** Expires at an instant, or never. */
    public KeyRequest(
            String name,
            @Nullable String description,
            @Nullable ScopeSet scopes,
            @Nullable Instant expiresAt,
            @Nullable RateLimit rateLimit) {
        this(name, description, scopes, expiresAt, null, rateLimit);
    }

    /** All that the owner has, never expiring. */
    public static KeyRequest named(String name) {
        String undescribed = null;
        ScopeSet all = null;
        Instant never = null;
        RateLimit unlimited = null;
        return new KeyRequest(name, undescribed, all, never, unlimited);
    }

    public KeyRequest withDescription(String newDescription) {
        return new KeyRequest(name, newDescription, scopes, expiresAt, expiresIn, rateLimit);
    }

    public KeyRequest withScopes(ScopeSet newScopes) {
        return new KeyRequest(name, description, newScopes, expiresAt, expiresIn, rateLimit);
    }

    /** In place of any other expiry. */
    public KeyRequest withExpiresAt(Instant newExpiresAt) {
        return new KeyRequest(name, description, scopes, newExpiresAt, null, rateLimit);
    }

    /**
     * A life that begins when the key is made, in place of any other expiry.
     *
     * @param newExpiresIn more than 0 and at most 365,000 days
     * @throws IllegalArgumentException when it is anything else
     */
    public KeyRequest withExpiresIn(Duration newExpiresIn) {
        return new KeyRequest(name, description, scopes, null, newExpiresIn, rateLimit);
    }

    public KeyRequest withRateLimit(RateLimit newRateLimit) {
        return new KeyRequest(name, description, scopes, expiresAt, expiresIn, newRateLimit);
    }

    /** When the key expires that is made now; null for never. */
    @Nullable
    Instant expiryAt(Instant now) {
        return expiresIn == null ? expiresAt : now.plus(expiresIn);
    }
}
