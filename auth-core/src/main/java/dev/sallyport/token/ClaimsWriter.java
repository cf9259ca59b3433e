package dev.sallyport.token;

import java.time.Instant;
import java.util.Collection;

/** Writes the payload that {@link ClaimsReader} reads back alike. Immutable. */
final class ClaimsWriter {
    private final String issuer;
    private final String audience;

    ClaimsWriter(TokenPolicy policy) {
        this.issuer = policy.issuer();
        this.audience = policy.audience();
    }

    /** @throws UnfitClaimsException when the reader would not take it: a text is empty, or there is too much */
    String write(TokenClaims claims, Instant issuedAt, Instant expiresAt, String jti) {
        try {
            return payload(claims, issuedAt, expiresAt, jti);
        } catch (TokenJson.UnwritableException e) {
            throw new UnfitClaimsException(claims, String.valueOf(e.getMessage()));
        }
    }

    private String payload(TokenClaims claims, Instant issuedAt, Instant expiresAt, String jti) {
        TokenJson json = new TokenJson()
                .member("iss", issuer)
                .member("sub", filled("subject", claims.subject()))
                .member("aud", audience)
                .member("exp", expiresAt.getEpochSecond())
                .member("iat", issuedAt.getEpochSecond())
                .member("jti", jti)
                .member("client_id", filled("clientId", claims.clientId()))
                .member("auth_time", claims.authTime().getEpochSecond())
                .member("kind", CallerKinds.claim(claims.kind()));
        if (!claims.scopes().isEmpty()) {
            json.member("scope", claims.scopes().toString());
        }
        if (!claims.amr().isEmpty()) {
            json.member("amr", filled("amr", claims.amr()));
        }
        if (claims.sessionId() != null) {
            json.member("sid", filled("sessionId", claims.sessionId()));
        }
        if (claims.credentialId() != null) {
            json.member("cid", filled("credentialId", claims.credentialId()));
        }
        if (claims.tenant() != null) {
            json.member("tenant", filled("tenant", claims.tenant()));
        }
        if (!claims.roles().isEmpty()) {
            json.member("roles", filled("roles", claims.roles()));
        }
        if (!claims.ext().isEmpty()) {
            json.member("ext", claims.ext());
        }
        return json.end();
    }

    private static String filled(String name, String value) {
        if (value.isEmpty()) {
            throw new TokenJson.UnwritableException("TokenClaims." + name + " must not be empty");
        }
        return value;
    }

    private static Collection<String> filled(String name, Collection<String> values) {
        values.forEach(value -> filled(name, value));
        return values;
    }
}
