package dev.sallyport.token;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.ScopeSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new token says about its caller; issuer, audience, times and id are added when it is issued. Immutable.
 *
 * @param subject id of the owner ({@code sub})
 * @param clientId the client, or whatever stands for it in a login without one ({@code client_id})
 * @param tenant null when the owner belongs to none
 * @param sessionId the session the token belongs to ({@code sid}), null when it has none
 * @param credentialId the API key it was derived from ({@code cid}), null where there is none
 * @param authTime when the owner or the key proved who they are; kept to the second
 * @param amr how (RFC 8176)
 * @param ext what a token request set: texts, truth values, whole numbers up to 64 bits, finite decimal numbers, lists and
 *     maps of these; never null
 * @param lifetime from now to the expiry: whole seconds, at most the policy's {@code maximumLifetime}
 */
public record TokenClaims(
        String subject,
        String clientId,
        CallerKind kind,
        @Nullable String tenant,
        ScopeSet scopes,
        Set<String> roles,
        @Nullable String sessionId,
        @Nullable String credentialId,
        Instant authTime,
        List<String> amr,
        Map<String, Object> ext,
        Duration lifetime) {

    public TokenClaims {
        roles = Set.copyOf(roles);
        amr = List.copyOf(amr);
        ext = Collections.unmodifiableMap(new LinkedHashMap<>(ext));
    }

    /** Begins claims of no tenant, no rights, and neither session nor API key. */
    public static Builder builder(String subject, String clientId, CallerKind kind, Instant authTime) {
        return new Builder(subject, clientId, kind, authTime);
    }

    /** Names the parts of a token's claims. For one thread. */
    public static final class Builder {
        private final String subject;
        private final String clientId;
        private final CallerKind kind;
        private final Instant authTime;
        private @Nullable String tenant;
        private ScopeSet scopes = ScopeSet.none();
        private Set<String> roles = Set.of();
        private @Nullable String sessionId;
        private @Nullable String credentialId;
        private List<String> amr = List.of();
        private Map<String, Object> ext = Map.of();

        private Builder(String subject, String clientId, CallerKind kind, Instant authTime) {
            this.subject = subject;
            this.clientId = clientId;
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

        public Builder ext(Map<String, Object> value) {
            ext = value;
            return this;
        }

        /** @param lifetime from now to the expiry, in whole seconds */
        public TokenClaims build(Duration lifetime) {
            return new TokenClaims(
                    subject,
                    clientId,
                    kind,
                    tenant,
                    scopes,
                    roles,
                    sessionId,
                    credentialId,
                    authTime,
                    amr,
                    ext,
                    lifetime);
        }
    }

    public TokenClaims withScopes(ScopeSet value) {
        return new TokenClaims(
                subject, clientId, kind, tenant, value, roles, sessionId, credentialId, authTime, amr, ext, lifetime);
    }

    /** Without what a token request set. */
    public TokenClaims withoutExt() {
        return new TokenClaims(
                subject,
                clientId,
                kind,
                tenant,
                scopes,
                roles,
                sessionId,
                credentialId,
                authTime,
                amr,
                Map.of(),
                lifetime);
    }
}
