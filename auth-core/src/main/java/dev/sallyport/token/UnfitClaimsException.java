package dev.sallyport.token;

/** Thrown when no token can hold the claims that were to be put into one: there is too much of them, or one that is no text. */
public final class UnfitClaimsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient TokenClaims claims;

    UnfitClaimsException(TokenClaims claims, String message) {
        super(message);
        this.claims = claims;
    }

    /** What was to be put into the token. */
    public TokenClaims claims() {
        return claims;
    }
}
