package dev.sallyport.token;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The bounds of access tokens. The writer, the reader, and whoever assigns what ends up in a token ask here, so that none of
 * them lets pass what another refuses. Immutable.
 *
 * <p>See decision 0111.
 */
public final class TokenLimits {
    /** The last second of the year 9999 in seconds since 1970: beyond it no clock of ours ever is. */
    static final long MAX_SECOND = 253_402_300_799L;

    /** A token's id: 16 bytes in base64url. */
    private static final String ANY_ID = "x".repeat(22);

    /** The header of our tokens in base64url, with the longest name of an algorithm, and the two dots. */
    private static final int MAX_HEADER = 80;

    private final int maximumLength;
    private final int signatureLength;
    private final ClaimsWriter writer;

    public TokenLimits(TokenPolicy policy) {
        this.maximumLength = policy.maximumLength();
        this.signatureLength = policy.algorithm().signatureLength();
        this.writer = new ClaimsWriter(policy);
    }

    /** The longest token, in characters. */
    public int maximumLength() {
        return maximumLength;
    }

    /** Why no token can hold these claims; empty when one can. Without I/O and without a key. */
    public Optional<String> faultOf(TokenClaims claims) {
        Instant any = Instant.ofEpochSecond(MAX_SECOND);
        try {
            String payload = writer.write(claims, any, any, ANY_ID);
            int length = MAX_HEADER + base64Length(payload.getBytes(StandardCharsets.UTF_8).length) + signatureLength;
            return length > maximumLength ? Optional.of(tooLong(length)) : Optional.empty();
        } catch (UnfitClaimsException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    String tooLong(int length) {
        return "the token would have " + length + " characters, TokenPolicy.maximumLength is " + maximumLength;
    }

    private static int base64Length(int bytes) {
        return (bytes * 4 + 2) / 3;
    }
}
