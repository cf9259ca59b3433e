package dev.sallyport.apikey;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for when a key is made. Immutable.
 *
 * @param name 1 to 100 characters
 * @param description at most 500 characters; null for none
 * @param scopes null asks for all that the owner has, now and later; the empty set for none
 * @param expiresAt null asks for a key that never expires
 * @param rateLimit null asks for no limit of its own
 */
public record KeyRequest(
        String name,
        @Nullable String description,
        @Nullable ScopeSet scopes,
        @Nullable Instant expiresAt,
        @Nullable RateLimit rateLimit) {

    /** All that the owner has, never expiring. */
    public static KeyRequest named(String name) {
        String undescribed = null;
        ScopeSet all = null;
        Instant never = null;
        RateLimit unlimited = null;
        return new KeyRequest(name, undescribed, all, never, unlimited);
    }

    public KeyRequest withDescription(String newDescription) {
        return new KeyRequest(name, newDescription, scopes, expiresAt, rateLimit);
    }

    public KeyRequest withScopes(ScopeSet newScopes) {
        return new KeyRequest(name, description, newScopes, expiresAt, rateLimit);
    }

    public KeyRequest withExpiresAt(Instant newExpiresAt) {
        return new KeyRequest(name, description, scopes, newExpiresAt, rateLimit);
    }

    public KeyRequest withRateLimit(RateLimit newRateLimit) {
        return new KeyRequest(name, description, scopes, expiresAt, newRateLimit);
    }
}
