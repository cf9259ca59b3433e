package dev.sallyport.token;

import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Explains a token part by part, for people: which parts fit, and which would cause a refusal. It decides nothing: {@link
 * AccessTokens#verify} does. The content of a token is whatever its writer wrote. For one token and one thread.
 */
public final class TokenExplanation {
    /**
     * One part of a token.
     *
     * @param part {@code shape}, {@code header}, {@code key}, {@code signature}, or the name of a claim
     * @param value as the token has it; null where there is nothing to show
     * @param fits false when it causes a refusal
     * @param note reason or meaning
     */
    public record Finding(String part, @Nullable String value, boolean fits, String note) {}

    private static final int MAX_VALUE = 200;

    private final TokenPolicy policy;
    private final String jwks;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private TokenExplanation(TokenPolicy policy, String jwks, Instant now) {
        this.policy = policy;
        this.jwks = jwks;
        this.now = now;
    }

    /**
     * Explains a token by the published keys, so not one signed with a symmetric key.
     *
     * @param jwks a JWK set (RFC 7517)
     * @throws IllegalArgumentException when {@code jwks} is not a JWK set
     */
    public static List<Finding> of(Secret compact, TokenPolicy policy, String jwks, Instant now) {
        TokenExplanation explanation = new TokenExplanation(policy, jwks, now);
        explanation.explain(compact);
        return List.copyOf(explanation.findings);
    }

    private void explain(Secret compact) {
        UnverifiedToken token;
        try {
            token = UnverifiedToken.parse(compact.reveal(), policy.maximumLength());
            add("shape", null, true, "three parts of base64url");
        } catch (MalformedTokenException e) {
            add("shape", null, false, "It has " + e.getMessage());
            return;
        }
        signature(token);
        try {
            Map<String, Object> claims = TokenJson.read(token.payload());
            for (String name : new TreeSet<>(claims.keySet())) {
                claim(name, claims.get(name));
            }
            AccessClaims read = ClaimsReader.read(token.payload());
            lifetime(read);
            add("claims", null, true, "all present, each of its type");
        } catch (MalformedTokenException e) {
            add("claims", null, false, "They have " + e.getMessage());
        }
    }

    private void signature(UnverifiedToken token) {
        UnverifiedToken.Header header;
        try {
            header = token.readHeader();
            add("header", "alg=" + header.algorithm() + " kid=" + header.kid(), true, "alg, typ and kid, and no other");
        } catch (MalformedTokenException e) {
            add("header", null, false, "It has " + e.getMessage());
            return;
        }
        PublishedKey key = PublishedKey.named(header.kid(), jwks).orElse(null);
        if (key == null) {
            add(
                    "key",
                    header.kid(),
                    false,
                    "No published key has this kid: it was dropped or revoked, or belongs to another issuer");
        } else if (!key.isNamed(header.algorithm())) {
            add("key", header.kid(), false, "The key is for another algorithm than alg says");
        } else if (header.algorithm().equals("ES256") && !LowS.isIn(token.signature())) {
            add("signature", null, false, "It is the high-S form of the signature, which is not accepted");
        } else if (key.verifies(header.algorithm(), token.signingInput(), token.signature())) {
            add("signature", null, true, "made by the key " + header.kid());
        } else {
            add("signature", null, false, "It was not made by the key " + header.kid() + ": altered or forged");
        }
    }

    private void claim(String name, @Nullable Object value) {
        String text = String.valueOf(value);
        String shown = text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "…" : text;
        switch (name) {
            case "iss" -> judge(name, shown, policy.issuer().equals(value), "expected " + policy.issuer());
            case "aud" ->
                judge(
                        name,
                        shown,
                        policy.audience().equals(value)
                                || (value instanceof List<?> all && all.contains(policy.audience())),
                        "expected " + policy.audience());
            case "exp" -> time(name, value, !isAfterNow(value, Duration.ZERO), "expired", "not expired");
            case "iat", "nbf" ->
                time(name, value, isAfterNow(value, policy.clockSkew()), "not yet valid", "in the past");
            case "cnf" -> judge(name, shown, false, "reserved, and never accepted");
            default -> add(name, shown, true, "");
        }
    }

    private boolean isAfterNow(@Nullable Object second, Duration leeway) {
        return second instanceof Long number && number > now.plus(leeway).getEpochSecond();
    }

    private void time(String name, @Nullable Object value, boolean bad, String badly, String well) {
        String shown = value instanceof Long second && Math.abs(second) <= TokenLimits.MAX_SECOND
                ? Instant.ofEpochSecond(second).toString()
                : String.valueOf(value);
        add(name, shown, !bad, bad ? "It is " + badly + "; now it is " + now : well);
    }

    private void judge(String name, String shown, boolean fits, String otherwise) {
        add(name, shown, fits, fits ? "as expected" : otherwise);
    }

    private void lifetime(AccessClaims claims) {
        Duration life = Duration.between(claims.issuedAt(), claims.expiresAt());
        if (life.isNegative() || life.isZero() || life.compareTo(policy.maximumLifetime()) > 0) {
            add(
                    "lifetime",
                    life.toString(),
                    false,
                    "The lifetime of a token is positive and at most " + policy.maximumLifetime());
        }
    }

    private void add(String part, @Nullable String value, boolean fits, String note) {
        findings.add(new Finding(part, value, fits, note));
    }
}
