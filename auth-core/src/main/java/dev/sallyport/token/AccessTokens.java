package dev.sallyport.token;

import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import dev.sallyport.text.Base64Url;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Issues and verifies access tokens (RFC 9068). Safe for use by many threads.
 *
 * <p>A token is accepted only when its key, named by {@code kid}, verifies it with the key's own algorithm, and every header
 * member and claim has exactly its type; {@link VerifiedToken} is the proof. Nothing here says whether the session, key or
 * owner behind a token still exists.
 */
public final class AccessTokens {
    private static final Logger LOG = System.getLogger(AccessTokens.class.getName());
    private static final int JTI_BYTES = 16;
    /** How a JSON object begins in base64url. */
    private static final String START = "eyJ";

    private final TokenPolicy policy;
    private final SigningKeys keys;
    private final Vault vault;
    private final InstantSource time;
    private final SecureRandom random;
    private final TokenLimits limits;
    private final ClaimsWriter writer;
    private final TokenVerification verification;

    public AccessTokens(TokenPolicy policy, SigningKeys keys, Vault vault, InstantSource time, SecureRandom random) {
        this.policy = policy;
        this.keys = keys;
        this.vault = vault;
        this.time = time;
        this.random = random;
        this.limits = new TokenLimits(policy);
        this.writer = new ClaimsWriter(policy);
        this.verification = new TokenVerification(policy, keys);
    }

    /** Tells whether the text begins as a token does. It says nothing of its being genuine. */
    public static boolean looksLike(String credential) {
        return credential.startsWith(START);
    }

    /**
     * Signs a new token with the current key.
     *
     * @throws UnfitClaimsException when a text is empty, {@code ext} holds what a token cannot, or the token would be longer than
     *     the policy's {@code maximumLength}
     * @throws IllegalArgumentException when the lifetime is out of range
     */
    public IssuedToken issue(TokenClaims claims) {
        Duration lifetime = claims.lifetime();
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0
                || lifetime.compareTo(policy.maximumLifetime()) > 0
                || lifetime.toNanosPart() != 0) {
            throw new IllegalArgumentException("A token lives whole seconds from 1 s to TokenPolicy.maximumLifetime "
                    + policy.maximumLifetime() + ", this one should live " + lifetime);
        }
        Instant issuedAt = time.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = issuedAt.plus(lifetime);
        String jti = Base64Url.random(random, JTI_BYTES);
        byte[] payload = writer.write(claims, issuedAt, expiresAt, jti).getBytes(StandardCharsets.UTF_8);
        SigningKey key = keys.current();
        String token = TokenSignatures.sign(key, key.header() + "." + Base64Url.encode(payload));
        if (token.length() > policy.maximumLength()) {
            throw new UnfitClaimsException(
                    claims, limits.tooLong(token.length()) + ": give it fewer scopes and roles or a smaller ext");
        }
        return new IssuedToken(Secret.of(token), issuedAt, expiresAt, jti, claims.scopes(), claims.sessionId());
    }

    /**
     * The token's claims; or the refusal {@code TOKEN_EXPIRED} when it was genuine and its last second is over; or
     * {@code INVALID_TOKEN}.
     *
     * @throws dev.sallyport.change.StoreException when it names an unknown key and the keys cannot be read
     */
    @CheckReturnValue
    public Outcome<VerifiedToken> verify(Secret compact) {
        try {
            Instant now = time.instant();
            VerifiedToken token = verification.genuine(compact, now);
            // After the signature, because "has expired" is an answer to its holder alone:
            // about a forged token it would be untrue. It costs no more than a token that is in
            // time, and only until the key that signed it is dropped.
            if (!now.isBefore(token.expiresAt())) {
                return Outcome.refused(Refusal.tokenExpired());
            }
            return Outcome.done(token);
        } catch (MalformedTokenException e) {
            LOG.log(Level.DEBUG, () -> "Refused a token: " + e.getMessage());
            return Outcome.refused(Refusal.invalidToken());
        }
    }

    /**
     * What to end of a token: that of one whose time has not come yet, too, since nobody will come back when it has. Empty when it
     * is not genuine, or over.
     *
     * @throws dev.sallyport.change.StoreException when it names an unknown key and the keys cannot be read
     */
    public Optional<EndableToken> endable(Secret compact) {
        try {
            VerifiedToken token = verification.genuine(compact, null);
            return time.instant().isBefore(token.expiresAt()) ? Optional.of(EndableToken.of(token)) : Optional.empty();
        } catch (MalformedTokenException e) {
            LOG.log(Level.DEBUG, () -> "Nothing to end: " + e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * What a token says, without a look at its signature: only for one that was verified, or made, a moment ago.
     *
     * @throws IllegalArgumentException when the text is no token
     */
    public UnverifiedClaims read(Secret compact) {
        try {
            UnverifiedToken token = UnverifiedToken.parse(compact.reveal(), policy.maximumLength());
            return new UnverifiedClaims(ClaimsReader.read(token.payload()));
        } catch (MalformedTokenException e) {
            throw new IllegalArgumentException("This is no token: " + e.getMessage());
        }
    }

    /**
     * A text from which {@link #again} makes the same token, to be kept with the session. It is sealed, and opens for that
     * session only. Where signing the same bytes gives the same signature it holds no signature and so no token.
     *
     * @throws IllegalArgumentException when the token belongs to no session
     */
    public Sealed remember(IssuedToken token) {
        if (token.sessionId() == null) {
            throw new IllegalArgumentException("Only a token that belongs to a session can be remembered with it");
        }
        String text = token.token().reveal();
        String signingInput = text.substring(0, text.lastIndexOf('.'));
        SigningKey key = keys.withHeader(text.substring(0, text.indexOf('.')));
        boolean signsAlike = key != null && key.stored().algorithm().isDeterministic();
        return vault.seal(
                SealedKind.REUSABLE_TOKEN,
                token.sessionId(),
                (signsAlike ? signingInput : text).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The same token, byte for byte, also when its key signs no others any more; empty when {@link #verify} would not accept it any
     * more. Its signature is not verified: either it is made here, or it was sealed with the token.
     *
     * @param remembered what {@link #remember} gave for a token of the session
     * @throws dev.sallyport.secret.VaultException when it was altered or belongs to another session
     */
    public Optional<IssuedToken> again(Sealed remembered, String sessionId) {
        String text =
                new String(vault.open(SealedKind.REUSABLE_TOKEN, sessionId, remembered), StandardCharsets.US_ASCII);
        try {
            boolean complete = text.indexOf('.') != text.lastIndexOf('.');
            // The sealed text is ours; a last part of its own lets one parser serve both forms.
            UnverifiedToken token = UnverifiedToken.parse(complete ? text : text + ".AAAA", Integer.MAX_VALUE);
            SigningKey key = verification.keyOf(token);
            AccessClaims claims = ClaimsReader.read(token.payload());
            Instant now = time.instant();
            verification.check(claims);
            verification.checkStart(key, claims, now);
            if (!now.isBefore(claims.expiresAt())
                    || (complete && !TokenSignatures.hasOneSpelling(key, token.signature()))) {
                return Optional.empty();
            }
            String again = complete ? text : TokenSignatures.sign(key, text);
            if (again.length() > policy.maximumLength()) {
                return Optional.empty();
            }
            return Optional.of(new IssuedToken(
                    Secret.of(again), claims.issuedAt(), claims.expiresAt(), claims.jti(), claims.scopes(), sessionId));
        } catch (MalformedTokenException e) {
            return Optional.empty();
        }
    }
}
