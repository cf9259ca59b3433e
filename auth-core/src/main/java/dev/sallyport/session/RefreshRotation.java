package dev.sallyport.session;

/**
 * What becomes of a refresh token that was used.
 *
 * <p>See decision 0021.
 */
public enum RefreshRotation {
    /** It is spent, and a new one takes its place. A spent one that comes again ends the login (RFC 9700 §4.14.2). */
    ON,
    /**
     * It stays as it is until it expires: a stolen one works unseen for as long. Only for clients that were written for an API
     * whose refresh tokens do not change.
     */
    OFF
}
