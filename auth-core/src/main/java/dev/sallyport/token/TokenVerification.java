package dev.sallyport.token;

import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Verifies access tokens: form, key, claims, and the signature last. Safe for use by many threads. */
final class TokenVerification {
    private final TokenPolicy policy;
    private final SigningKeys keys;

    TokenVerification(TokenPolicy policy, SigningKeys keys) {
        this.policy = policy;
        this.keys = keys;
    }

    /** @param now when the token has to count; null for whenever it will */
    VerifiedToken genuine(Secret compact, @Nullable Instant now) throws MalformedTokenException {
        UnverifiedToken token = UnverifiedToken.parse(compact.reveal(), policy.maximumLength());
        SigningKey key = keyOf(token);
        AccessClaims claims = ClaimsReader.read(token.payload());
        check(claims);
        if (now != null) {
            checkStart(key, claims, now);
        }
        if (!TokenSignatures.hasOneSpelling(key, token.signature())) {
            throw new MalformedTokenException("the other spelling of a signature");
        }
        if (!key.operations().verify(token.signingInput(), token.signature())) {
            throw new MalformedTokenException("a signature that is not of its key");
        }
        return new VerifiedToken(key.kid(), claims);
    }

    /** The key that {@code kid} names, if {@code alg} names its algorithm: the key decides, the header must agree. */
    SigningKey keyOf(UnverifiedToken token) throws MalformedTokenException {
        SigningKey writer = keys.withHeader(token.header());
        if (writer != null) {
            return writer;
        }
        UnverifiedToken.Header header = token.readHeader();
        SigningKey key = keys.named(header.kid());
        if (key == null) {
            throw new MalformedTokenException("an unknown kid");
        }
        if (!key.isNamed(header.algorithm())) {
            throw new MalformedTokenException("an alg other than that of the key");
        }
        return key;
    }

    void check(AccessClaims claims) throws MalformedTokenException {
        if (!claims.issuer().equals(policy.issuer())) {
            throw new MalformedTokenException("another issuer");
        }
        if (!claims.audience().contains(policy.audience())) {
            throw new MalformedTokenException("another audience");
        }
        Duration lifetime = Duration.between(claims.issuedAt(), claims.expiresAt());
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(policy.maximumLifetime()) > 0) {
            throw new MalformedTokenException("a lifetime that is not positive or beyond the maximum");
        }
    }

    void checkStart(SigningKey key, AccessClaims claims, Instant now) throws MalformedTokenException {
        Instant latestStart = now.plus(policy.clockSkew());
        if (!keys.maySign(key)) {
            throw new MalformedTokenException("a key that does not sign yet");
        }
        if (claims.issuedAt().isAfter(latestStart)) {
            throw new MalformedTokenException("an iat in the future");
        }
        if (claims.notBefore() != null && claims.notBefore().isAfter(latestStart)) {
            throw new MalformedTokenException("an nbf in the future");
        }
    }
}
