package dev.sallyport.caller;

import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request and what they may do in it. Immutable and safe for use by many threads.
 *
 * <p>Any code can build one, so a {@code Caller} proves nothing by itself: trust the one that the request carries.
 *
 * @param id of the owner: the person, or the client, on whose rights the call rests
 * @param tenant null when the owner belongs to none; null never matches a tenant
 * @param scopes what the credential was given, cut down to what its owner has now
 * @param sessionId null when the credential opened no session
 * @param credentialId id of the API key the call rests on, null where there is none
 * @param authTime when the owner, or the key, last proved who they are
 * @param amr how (RFC 8176): {@code pwd}, {@code otp}, …
 * @param expiresAt the credential is refused from this instant on; null when it never expires
 * @param claims what a token request set, under its own names; never trusted for a decision of this library
 */
public record Caller(
        String id,
        CallerKind kind,
        @Nullable String tenant,
        ScopeSet scopes,
        Set<String> roles,
        @Nullable String sessionId,
        @Nullable String credentialId,
        Instant authTime,
        List<String> amr,
        @Nullable Instant expiresAt,
        Map<String, Object> claims)
        implements Principal {

    public Caller {
        roles = Set.copyOf(roles);
        amr = List.copyOf(amr);
        claims = Map.copyOf(claims);
    }

    /** Begins a caller of no tenant and no rights, whose credential never expires. */
    public static Builder builder(String id, CallerKind kind, Instant authTime) {
        return new Builder(id, kind, authTime);
    }

    /** Names the parts of a caller. For one thread. */
    public static final class Builder {
        private final String id;
        private final CallerKind kind;
        private final Instant authTime;
        private @Nullable String tenant;
        private ScopeSet scopes = ScopeSet.none();
        private Set<String> roles = Set.of();
        private @Nullable String sessionId;
        private @Nullable String credentialId;
        private List<String> amr = List.of();
        private @Nullable Instant expiresAt;
        private Map<String, Object> claims = Map.of();

        private Builder(String id, CallerKind kind, Instant authTime) {
            this.id = id;
            this.kind = kind;
            this.authTime = authTime;
        }

        public Builder tenant(@Nullable String value) {
            tenant = value;
            return this;
        }

        public Builder rights(ScopeSet held, Set<String> heldRoles) {
            scopes = held;
            roles = heldRoles;
            return this;
        }

        public Builder session(@Nullable String value) {
            sessionId = value;
            return this;
        }

        public Builder credential(@Nullable String value) {
            credentialId = value;
            return this;
        }

        public Builder amr(List<String> value) {
            amr = value;
            return this;
        }

        public Builder expiresAt(@Nullable Instant value) {
            expiresAt = value;
            return this;
        }

        public Builder claims(Map<String, Object> value) {
            claims = value;
            return this;
        }

        public Caller build() {
            return new Caller(
                    id, kind, tenant, scopes, roles, sessionId, credentialId, authTime, amr, expiresAt, claims);
        }
    }

    /**
     * Tells whether the caller has the scope, by a wildcard too.
     *
     * @throws IllegalArgumentException when it is no name of a scope
     */
    public boolean hasScope(String scope) {
        return scopes.contains(new Scope(scope));
    }

    /** The id of the owner. */
    @Override
    public String getName() {
        return id;
    }
}
