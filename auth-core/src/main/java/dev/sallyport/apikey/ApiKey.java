package dev.sallyport.apikey;

import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of an API key besides its digest. Immutable.
 *
 * @param id the public part, for people and lists: 12 characters of {@code 0-9A-Za-z}
 * @param audience the application it is for, as the {@code aud} of a token; no other one on the same stores takes it
 * @param description null when none was given
 * @param scopes what the key was given; null means all that its owner has, the empty set means none
 * @param rateLimit of this key alone; null when only the general limits count
 * @param expiresAt refused from this instant on; null when it never expires
 * @param lastUsedAt written behind, exact to 30 seconds; null when never used
 * @param disabledAt null while enabled
 * @param revokedAt null while not revoked; never null again afterwards
 * @param revokedReason why, in the words of who revoked it
 * @param replaces id of the key that this one replaced by rotation
 * @param version counts the updates, from 0
 */
public record ApiKey(
        String id,
        String ownerId,
        String audience,
        String name,
        @Nullable String description,
        @Nullable ScopeSet scopes,
        @Nullable RateLimit rateLimit,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant disabledAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedReason,
        @Nullable String replaces,
        long version) {

    /** Neither revoked, disabled nor expired. */
    public boolean isUsableAt(Instant now) {
        return revokedAt == null && disabledAt == null && !isExpiredAt(now);
    }

    /** An expiry is exact: at that instant the key is expired. */
    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** A key of version 0 with all that its owner has, never used and never expiring. */
    public static ApiKey of(String id, String ownerId, String audience, String name, Instant createdAt) {
        ScopeSet all = null;
        RateLimit unlimited = null;
        Instant never = null;
        String none = null;
        return new ApiKey(
                id, ownerId, audience, name, none, all, unlimited, createdAt, never, never, never, never, none, none,
                0);
    }

    public ApiKey withRevoked(@Nullable Instant at, @Nullable String reason) {
        return changed(copy -> {
            copy.revokedAt = at;
            copy.revokedReason = reason;
        });
    }

    public ApiKey withDescription(@Nullable String value) {
        return changed(copy -> copy.description = value);
    }

    public ApiKey withScopes(@Nullable ScopeSet value) {
        return changed(copy -> copy.scopes = value);
    }

    public ApiKey withRateLimit(@Nullable RateLimit value) {
        return changed(copy -> copy.rateLimit = value);
    }

    public ApiKey withExpiresAt(@Nullable Instant value) {
        return changed(copy -> copy.expiresAt = value);
    }

    public ApiKey withLastUsedAt(@Nullable Instant value) {
        return changed(copy -> copy.lastUsedAt = value);
    }

    public ApiKey withReplaces(@Nullable String value) {
        return changed(copy -> copy.replaces = value);
    }

    public ApiKey withVersion(long value) {
        return changed(copy -> copy.version = value);
    }

    private ApiKey changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.build();
    }

    /** The one place that repeats all components. */
    private static final class Copy {
        private final ApiKey of;
        private @Nullable String description;
        private @Nullable ScopeSet scopes;
        private @Nullable RateLimit rateLimit;
        private @Nullable Instant expiresAt;
        private @Nullable Instant lastUsedAt;
        private @Nullable Instant disabledAt;
        private @Nullable Instant revokedAt;
        private @Nullable String revokedReason;
        private @Nullable String replaces;
        private long version;

        Copy(ApiKey of) {
            this.of = of;
            this.description = of.description;
            this.scopes = of.scopes;
            this.rateLimit = of.rateLimit;
            this.expiresAt = of.expiresAt;
            this.lastUsedAt = of.lastUsedAt;
            this.disabledAt = of.disabledAt;
            this.revokedAt = of.revokedAt;
            this.revokedReason = of.revokedReason;
            this.replaces = of.replaces;
            this.version = of.version;
        }

        ApiKey build() {
            return new ApiKey(
                    of.id,
                    of.ownerId,
                    of.audience,
                    of.name,
                    description,
                    scopes,
                    rateLimit,
                    of.createdAt,
                    expiresAt,
                    lastUsedAt,
                    disabledAt,
                    revokedAt,
                    revokedReason,
                    replaces,
                    version);
        }
    }

    /**
     * The little of an API key that tells what it is called and whether it still lives. Immutable.
     *
     * @param expiresAt null when it never expires
     * @param revokedAt null while not revoked
     */
    public record State(
            String id,
            String name,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {

        static State of(ApiKey key) {
            return new State(key.id(), key.name(), key.expiresAt(), key.revokedAt());
        }

        /** Neither revoked nor expired; a disabled one lives. */
        public boolean isLiveAt(Instant now) {
            return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
        }
    }
}
