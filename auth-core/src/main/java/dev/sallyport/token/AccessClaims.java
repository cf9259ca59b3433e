package dev.sallyport.token;

import dev.sallyport.caller.CallerKind;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The payload of an access token, each claim in its type; says nothing about who wrote it. */
record AccessClaims(
        String issuer,
        List<String> audience,
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
        String jti,
        Instant issuedAt,
        @Nullable Instant notBefore,
        Instant expiresAt) {}
