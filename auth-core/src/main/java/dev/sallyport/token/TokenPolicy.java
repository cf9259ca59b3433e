package dev.sallyport.token;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What access tokens and signing keys are like. Immutable. Each value is checked when it is set, and {@link #checked} refuses values
 * that contradict each other, so that the order in which they are set does not matter.
 *
 * @param issuer the {@code iss} of every token, usually the application's address
 * @param audience the {@code aud} of every token; by default the issuer
 * @param lifetime how long a token lives unless its claims say otherwise; default one hour
 * @param maximumLifetime the longest life a token may have; longer ones are neither issued nor accepted; default 24 hours
 * @param clockSkew how far clocks of nodes may differ, at most 5 minutes; counts for {@code iat}, {@code nbf} and the start of
 *     a key, never for {@code exp}; default 60 seconds
 * @param maximumLength the longest token issued or read, in characters; default 8,192
 * @param algorithm of the next signing key that is made; default EdDSA
 * @param edDsaName how {@code alg} is spelled for an Ed25519 key: {@code EdDSA} (RFC 8037, the default) or {@code Ed25519}
 *     (RFC 9864); both are understood
 * @param rotationPeriod how long a key signs before the next one does; default 90 days
 * @param jwksMaxAge how long others may cache the published keys; default 15 minutes
 * @param publishLead how long a key is published before it signs: at least {@code jwksMaxAge}, {@code clockSkew} and {@link
 *     #SPREAD_TIME} together; default one hour
 */
public record TokenPolicy(
        String issuer,
        String audience,
        Duration lifetime,
        Duration maximumLifetime,
        Duration clockSkew,
        int maximumLength,
        SigningAlgorithm algorithm,
        String edDsaName,
        Duration rotationPeriod,
        Duration jwksMaxAge,
        Duration publishLead) {

    /** What is allowed for a new key to reach all nodes. They look every second; this leaves room for a slow store. */
    public static final Duration SPREAD_TIME = Duration.ofSeconds(30);

    /** The most signing keys at a time, in the store and in the JWKS. */
    public static final int MAX_KEYS = 32;

    /** The largest {@code maximumLength}, in characters: no credential of any kind is longer. */
    public static final int MAX_LENGTH = 64 * 1024;

    /** No API key is longer, in characters; one in the form of a token names issuer and audience, which may be long. */
    private static final int MAX_KEY_LENGTH = 8 * 1024;

    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final Duration MAX_LIFETIME = Duration.ofDays(366);
    private static final Duration MAX_ROTATION = Duration.ofDays(731);
    private static final Duration MAX_JWKS_AGE = Duration.ofDays(7);
    private static final int MAX_NAME_LENGTH = 512;
    private static final int MIN_LENGTH = 512;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** @throws IllegalArgumentException when a setting is out of its range */
    public TokenPolicy {
        name("issuer", issuer);
        name("audience", audience);
        range("maximumLifetime", maximumLifetime, SECOND, MAX_LIFETIME);
        range("lifetime", lifetime, SECOND, longer(lifetime, maximumLifetime));
        range("clockSkew", clockSkew, Duration.ZERO, MAX_SKEW);
        if (maximumLength < MIN_LENGTH || maximumLength > MAX_LENGTH) {
            throw new IllegalArgumentException("maximumLength must be from " + MIN_LENGTH + " to " + MAX_LENGTH
                    + " characters, it is " + maximumLength);
        }
        if (!Set.of("EdDSA", "Ed25519").contains(edDsaName)) {
            throw new IllegalArgumentException("edDsaName must be EdDSA or Ed25519, it is \"" + edDsaName + "\"");
        }
        range("jwksMaxAge", jwksMaxAge, Duration.ZERO, MAX_JWKS_AGE);
        range("rotationPeriod", rotationPeriod, shorter(rotationPeriod, publishLead), MAX_ROTATION);
    }

    /**
     * Answers this policy.
     *
     * @throws IllegalArgumentException when two settings contradict each other
     */
    public TokenPolicy checked() {
        range("lifetime", lifetime, SECOND, maximumLifetime);
        Duration minLead = jwksMaxAge.plus(clockSkew).plus(SPREAD_TIME);
        if (publishLead.compareTo(minLead) < 0) {
            throw new IllegalArgumentException("publishLead must be at least jwksMaxAge + clockSkew + "
                    + SPREAD_TIME.toSeconds() + " s = " + minLead + ", it is " + publishLead
                    + ": otherwise a key would sign before everybody knows it");
        }
        range("rotationPeriod", rotationPeriod, publishLead, MAX_ROTATION);
        Duration kept = maximumLifetime.plus(clockSkew).plus(publishLead);
        long keys = kept.toSeconds() / rotationPeriod.toSeconds() + 2;
        if (keys > MAX_KEYS) {
            throw new IllegalArgumentException("rotationPeriod " + rotationPeriod + " with maximumLifetime "
                    + maximumLifetime + " would keep " + keys + " signing keys, at most " + MAX_KEYS
                    + " are allowed: make rotationPeriod longer");
        }
        return this;
    }

    /** @param issuer the {@code iss} of every token, {@code https://api.example.com} */
    public static TokenPolicy defaults(String issuer) {
        return new TokenPolicy(
                issuer,
                issuer,
                Duration.ofHours(1),
                Duration.ofHours(24),
                Duration.ofSeconds(60),
                8 * 1024,
                SigningAlgorithm.EDDSA,
                SigningAlgorithm.EDDSA.headerName(),
                Duration.ofDays(90),
                Duration.ofMinutes(15),
                Duration.ofHours(1));
    }

    /** The longest credential of any kind, token or key, in characters; whoever takes one in takes one of this length. */
    public int longestCredential() {
        return Math.max(maximumLength, MAX_KEY_LENGTH);
    }

    public TokenPolicy withAudience(String value) {
        return changed(copy -> copy.audience = value);
    }

    public TokenPolicy withLifetime(Duration value) {
        return changed(copy -> copy.lifetime = value);
    }

    public TokenPolicy withMaximumLifetime(Duration value) {
        return changed(copy -> copy.maximumLifetime = value);
    }

    public TokenPolicy withClockSkew(Duration value) {
        return changed(copy -> copy.clockSkew = value);
    }

    public TokenPolicy withMaximumLength(int value) {
        return changed(copy -> copy.maximumLength = value);
    }

    public TokenPolicy withAlgorithm(SigningAlgorithm value) {
        return changed(copy -> copy.algorithm = value);
    }

    public TokenPolicy withEdDsaName(String value) {
        return changed(copy -> copy.edDsaName = value);
    }

    public TokenPolicy withRotationPeriod(Duration value) {
        return changed(copy -> copy.rotationPeriod = value);
    }

    public TokenPolicy withJwksMaxAge(Duration value) {
        return changed(copy -> copy.jwksMaxAge = value);
    }

    public TokenPolicy withPublishLead(Duration value) {
        return changed(copy -> copy.publishLead = value);
    }

    private static void name(String setting, String value) {
        if (value.isBlank() || value.length() > MAX_NAME_LENGTH || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(setting + " must have 1 to " + MAX_NAME_LENGTH
                    + " characters and no control characters, it has " + value.length());
        }
    }

    private static void range(String setting, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(setting + " must be from " + min + " to " + max + ", it is " + value);
        }
        if (value.toNanosPart() != 0) {
            throw new IllegalArgumentException(setting + " must be whole seconds, it is " + value);
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private TokenPolicy changed(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.build();
    }

    /** The one place that repeats all components. */
    private static final class Copy {
        private final String issuer;
        private String audience;
        private Duration lifetime;
        private Duration maximumLifetime;
        private Duration clockSkew;
        private int maximumLength;
        private SigningAlgorithm algorithm;
        private String edDsaName;
        private Duration rotationPeriod;
        private Duration jwksMaxAge;
        private Duration publishLead;

        Copy(TokenPolicy of) {
            this.issuer = of.issuer;
            this.audience = of.audience;
            this.lifetime = of.lifetime;
            this.maximumLifetime = of.maximumLifetime;
            this.clockSkew = of.clockSkew;
            this.maximumLength = of.maximumLength;
            this.algorithm = of.algorithm;
            this.edDsaName = of.edDsaName;
            this.rotationPeriod = of.rotationPeriod;
            this.jwksMaxAge = of.jwksMaxAge;
            this.publishLead = of.publishLead;
        }

        TokenPolicy build() {
            return new TokenPolicy(
                    issuer,
                    audience,
                    lifetime,
                    maximumLifetime,
                    clockSkew,
                    maximumLength,
                    algorithm,
                    edDsaName,
                    rotationPeriod,
                    jwksMaxAge,
                    publishLead);
        }
    }
}
