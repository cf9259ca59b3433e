package dev.sallyport.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.audit.AuditSink;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.environment.Environment;
import dev.sallyport.fixture.MovableClock;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A running token service with a movable clock, and an insider who holds the real signing key: tokens of any header and
 * payload with a genuine signature, so that a refusal is due to what they say.
 */
public final class TokenFixture {
    public static final String ISSUER = "https://api.example.com";

    public final MovableClock clock = new MovableClock();
    public final SecureRandom random = new SecureRandom();
    public final Vault vault = Vault.of(MasterKey.random(random), random);
    public final KeysInMemory store = new KeysInMemory(clock);
    public final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    public final TokenPolicy policy;
    public final SigningKeys keys;
    public final AccessTokens tokens;

    public TokenFixture(TokenPolicy policy) {
        this.policy = policy;
        RsaKeys.firstOf(policy.algorithm(), clock.instant(), vault).ifPresent(store::insert);
        this.keys = node(policy);
        keys.start();
        this.tokens = tokens(keys);
    }

    public static TokenFixture of(SigningAlgorithm algorithm) {
        return new TokenFixture(policy(algorithm).checked());
    }

    public static TokenPolicy policy(SigningAlgorithm algorithm) {
        return TokenPolicy.defaults(ISSUER).withAlgorithm(algorithm);
    }

    /** Another node over the same store, not started. */
    public SigningKeys node(TokenPolicy policy) {
        return new SigningKeys(store, vault, policy, environment(audited::add));
    }

    Environment environment(AuditSink audit) {
        return new Environment(store, audit, clock, random);
    }

    public AccessTokens tokens(SigningKeys node) {
        return new AccessTokens(policy, node, vault, clock, random);
    }

    public static TokenClaims claims(Duration lifetime, Map<String, Object> ext) {
        return new TokenClaims(
                "7",
                "web",
                CallerKind.USER,
                "acme",
                ScopeSet.of("reports:read", "reports:generate"),
                Set.of("analyst"),
                "session-1",
                null,
                Instant.parse("2026-11-22T09:59:58.7Z"),
                List.of("pwd"),
                ext,
                lifetime);
    }

    public String issue() {
        return tokens.issue(claims(Duration.ofHours(1), Map.of())).token().reveal();
    }

    /** The private key that signs now. */
    public JWK insider() {
        StoredSigningKey row = keys.current().stored();
        try {
            return JWK.parse(
                    new String(vault.open(SealedKind.SIGNING_KEY, row.kid(), row.sealed()), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    public String kid() {
        return keys.current().kid();
    }

    /** The header that a genuine token has. */
    public String header() {
        return text(keys.current().header());
    }

    /** A payload that is accepted. */
    public String payload() {
        long now = clock.instant().getEpochSecond();
        return """
                {"iss":"%s","sub":"7","aud":"%s","exp":%s,"iat":%s,"jti":"j","client_id":"web","auth_time":%s,\
                "kind":"user"}""".formatted(ISSUER, ISSUER, now + 60, now, now);
    }

    /** Signs whatever it is given with the real key. */
    public String sign(String header, String payload) {
        return signEncoded(encode(header) + "." + encode(payload));
    }

    public String signEncoded(String signingInput) {
        try {
            KeyOperations operations =
                    KeyMaterial.operations(insider(), keys.current().stored().algorithm());
            return signingInput + "." + operations.sign(signingInput.getBytes(StandardCharsets.ISO_8859_1));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public boolean accepts(String token) {
        return tokens.verify(Secret.of(token)) instanceof Outcome.Done<VerifiedToken>;
    }

    /** The cause of the refusal of this token; fails when it is accepted. */
    public Refusal.Cause refusal(String token) {
        return tokens.verify(Secret.of(token))
                .fold(
                        verified -> {
                            throw new AssertionError("Accepted: " + verified);
                        },
                        Refusal::cause);
    }

    public VerifiedToken verified(String token) {
        return tokens.verify(Secret.of(token)).fold(verified -> verified, refusal -> {
            throw new AssertionError("Refused: " + refusal);
        });
    }

    public static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static String text(String encoded) {
        return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    }
}
