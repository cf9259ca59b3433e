package dev.sallyport.token;

import dev.sallyport.secret.Hmac;
import dev.sallyport.secret.Secret;
import dev.sallyport.text.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;

/**
 * API keys in the form of a JWT, for APIs whose clients expect one: {@code typ: pt+jwt}, HS256 under a key that is never
 * published. The signature proves nothing by itself: it keeps forged ones away from the store, and what counts is the row of the
 * key, found by the digest of the whole text. Safe for use by many threads.
 *
 * <p>See decision 0027.
 */
public final class PrivateTokens {
    /** Always spelt like this, so nothing of the token needs to be parsed to know it. */
    private static final String START =
            Base64Url.encode("{\"alg\":\"HS256\",\"typ\":\"pt+jwt\"}".getBytes(StandardCharsets.UTF_8)) + ".";

    private final byte[] key;
    private final String issuer;
    private final String audience;

    /** @param key 32 bytes, the same on every node and after a restart, used for nothing else */
    PrivateTokens(byte[] key, String issuer, String audience) {
        this.key = key.clone();
        this.issuer = issuer;
        this.audience = audience;
    }

    /** Whether the text has the header of a private token. */
    public static boolean looksLike(String credential) {
        return credential.startsWith(START);
    }

    /** A new one; the id makes it unlike any other. */
    public Secret mint(String id, String subject, Instant issuedAt, Instant expiresAt) {
        String claims = new TokenJson()
                .member("iss", issuer)
                .member("sub", subject)
                .member("aud", audience)
                .member("jti", id)
                .member("iat", issuedAt.getEpochSecond())
                .member("exp", expiresAt.getEpochSecond())
                .end();
        String signed = START + Base64Url.encode(claims.getBytes(StandardCharsets.UTF_8));
        return Secret.of(signed + "." + mac(signed));
    }

    /** Whether this application, or one with the same master key, made it; in constant time. */
    public boolean isGenuine(Secret presented) {
        String credential = presented.reveal();
        int dot = credential.lastIndexOf('.');
        return looksLike(credential)
                && MessageDigest.isEqual(
                        credential.substring(dot + 1).getBytes(StandardCharsets.UTF_8),
                        mac(credential.substring(0, dot)).getBytes(StandardCharsets.UTF_8));
    }

    private String mac(String text) {
        return Base64Url.encode(Hmac.sha256(key, text.getBytes(StandardCharsets.UTF_8)));
    }
}
