package dev.sallyport.grant;

import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a credential that is active (RFC 7662 §2.2). Immutable; it has no credential.
 *
 * @param scopes what it can do now; null for a refresh token, which by itself can do nothing
 * @param clientId who it was issued to; null where no client asked for it
 * @param username what its owner types to log in; null when the owner is no person
 * @param bearer whether resources take it; false for a refresh token
 * @param expiresAt null when it never expires
 * @param issuedAt null when that is not kept
 * @param subject id of its owner
 * @param id of the token or key; null when it has none of its own
 */
public record Introspection(
        @Nullable ScopeSet scopes,
        @Nullable String clientId,
        @Nullable String username,
        boolean bearer,
        @Nullable Instant expiresAt,
        @Nullable Instant issuedAt,
        String subject,
        List<String> audience,
        String issuer,
        @Nullable String id) {
    public Introspection {
        audience = List.copyOf(audience);
    }
}
