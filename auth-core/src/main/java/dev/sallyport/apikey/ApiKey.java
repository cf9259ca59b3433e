package dev.sallyport.apikey;

import dev.sallyport.caller.OwnerIds;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of an API key besides its digest. Immutable.
 *
 * @param id the public part, for people and lists: 12 characters of {@code 0-9A-Za-z}
 * @param ownerId id of the owner; of a tenant as {@link OwnerIds#ofTenant} spells it
 * @param ownerKind kind of owner that {@code ownerId} names
 * @param createdBy id of its creator, by default the owner
 * @param tenant the tenant of the owner; null when there is none
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
        OwnerKind ownerKind,
        String createdBy,
        @Nullable String tenant,
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

    /** Kind of owner of an API key. */
    public enum OwnerKind {
        /** A person, or anything else that logs in. */
        USER,
        /** A service account. */
        SERVICE,
        /** A tenant as a whole. */
        TENANT
    }

    /** Owner of API keys: what kind it is decides where it is looked for. Immutable. */
    public record Owner(OwnerKind kind, String id) {
        public static Owner user(String id) {
            return new Owner(OwnerKind.USER, id);
        }

        public static Owner serviceAccount(String id) {
            return new Owner(OwnerKind.SERVICE, id);
        }

        public static Owner tenant(String tenant) {
            return new Owner(OwnerKind.TENANT, OwnerIds.ofTenant(tenant));
        }
    }

    /** The owner by kind and id. */
    public Owner owner() {
        return new Owner(ownerKind, ownerId);
    }

    /** Neither revoked, disabled nor expired. */
    public boolean isUsableAt(Instant now) {
        return revokedAt == null && disabledAt == null && !isExpiredAt(now);
    }

    /** An expiry is exact: at that instant the key is expired. */
    public boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** A person's own key of version 0 with all scopes of its owner, never used and never expiring. */
    public static ApiKey of(String id, String ownerId, String audience, String name, Instant createdAt) {
        return builder(id, ownerId, audience, name, createdAt).build();
    }

    /** Starts a builder with the values of {@link #of}. */
    public static Builder builder(String id, String ownerId, String audience, String name, Instant createdAt) {
        return new Builder(id, ownerId, audience, name, createdAt);
    }

    /** Starts a builder with the values of this key. */
    public Builder toBuilder() {
        return new Builder(id, ownerId, audience, name, createdAt)
                .owned(ownerKind, createdBy, tenant)
                .description(description)
                .scopes(scopes)
                .rateLimit(rateLimit)
                .expiresAt(expiresAt)
                .lastUsedAt(lastUsedAt)
                .disabledAt(disabledAt)
                .revoked(revokedAt, revokedReason)
                .replaces(replaces)
                .version(version);
    }

    public ApiKey withRevoked(@Nullable Instant at, @Nullable String reason) {
        return toBuilder().revoked(at, reason).build();
    }

    public ApiKey withDescription(@Nullable String value) {
        return toBuilder().description(value).build();
    }

    public ApiKey withScopes(@Nullable ScopeSet value) {
        return toBuilder().scopes(value).build();
    }

    public ApiKey withRateLimit(@Nullable RateLimit value) {
        return toBuilder().rateLimit(value).build();
    }

    public ApiKey withExpiresAt(@Nullable Instant value) {
        return toBuilder().expiresAt(value).build();
    }

    public ApiKey withLastUsedAt(@Nullable Instant value) {
        return toBuilder().lastUsedAt(value).build();
    }

    public ApiKey withReplaces(@Nullable String value) {
        return toBuilder().replaces(value).build();
    }

    public ApiKey withVersion(long value) {
        return toBuilder().version(value).build();
    }

    /** Builds a key. For one thread. */
    public static final class Builder {
        private final String id;
        private final String ownerId;
        private final String audience;
        private final String name;
        private final Instant createdAt;
        private OwnerKind ownerKind = OwnerKind.USER;
        private String createdBy;
        private @Nullable String tenant;
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

        private Builder(String id, String ownerId, String audience, String name, Instant createdAt) {
            this.id = id;
            this.ownerId = ownerId;
            this.audience = audience;
            this.name = name;
            this.createdAt = createdAt;
            this.createdBy = ownerId;
        }

        /**
         * @param creator id of the creator
         * @param ownersTenant null when the owner belongs to none
         */
        public Builder owned(OwnerKind kind, String creator, @Nullable String ownersTenant) {
            ownerKind = kind;
            createdBy = creator;
            tenant = ownersTenant;
            return this;
        }

        public Builder description(@Nullable String value) {
            description = value;
            return this;
        }

        public Builder scopes(@Nullable ScopeSet value) {
            scopes = value;
            return this;
        }

        public Builder rateLimit(@Nullable RateLimit value) {
            rateLimit = value;
            return this;
        }

        public Builder expiresAt(@Nullable Instant value) {
            expiresAt = value;
            return this;
        }

        public Builder lastUsedAt(@Nullable Instant value) {
            lastUsedAt = value;
            return this;
        }

        public Builder disabledAt(@Nullable Instant value) {
            disabledAt = value;
            return this;
        }

        public Builder revoked(@Nullable Instant at, @Nullable String reason) {
            revokedAt = at;
            revokedReason = reason;
            return this;
        }

        public Builder replaces(@Nullable String value) {
            replaces = value;
            return this;
        }

        public Builder version(long value) {
            version = value;
            return this;
        }

        public ApiKey build() {
            return new ApiKey(
                    id,
                    ownerId,
                    ownerKind,
                    createdBy,
                    tenant,
                    audience,
                    name,
                    description,
                    scopes,
                    rateLimit,
                    createdAt,
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
