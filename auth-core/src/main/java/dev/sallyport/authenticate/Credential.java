package dev.sallyport.authenticate;

import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;

/**
 * A credential as somebody presented it, with its kind. Whether it is genuine is not known: its verifier says so. Only {@link
 * CredentialKinds} makes one, and {@link #inCookie} where the place says it all, so no other code guesses a kind from a spelling.
 * Immutable.
 */
public final class Credential {
    /** The kinds of credentials. No kind passes for another. */
    public enum Kind {
        /** An API key that begins as this application's do. */
        API_KEY,
        /** An API key of another system, imported by its digest. */
        IMPORTED_KEY,
        /** An API key in the form of a JWT. */
        PRIVATE_TOKEN,
        ACCESS_TOKEN,
        REFRESH_TOKEN,
        /** The id and the secret of a client, {@code id:secret}. */
        CLIENT_SECRET,
        /** The value of a login cookie. */
        COOKIE,
        /** Spelled like none of these, such as a key from former settings. */
        UNKNOWN
    }

    private final Kind kind;
    private final Secret secret;

    Credential(Kind kind, Secret secret) {
        this.kind = kind;
        this.secret = secret;
    }

    /** The value of a login cookie: of that kind by its place, since nothing in its spelling tells. */
    public static Credential inCookie(Secret value) {
        return new Credential(Kind.COOKIE, value);
    }

    public Kind kind() {
        return kind;
    }

    /** The text as it came. */
    public Secret secret() {
        return secret;
    }

    /**
     * The digest by which this node knows a credential that it has seen. No credential of a header has that of a cookie, since it has
     * no space.
     */
    public SecretDigest knownBy() {
        return kind == Kind.COOKIE ? SecretDigest.of("cookie " + secret.reveal()) : secret.digest();
    }

    /** The kind alone. */
    @Override
    public String toString() {
        return "Credential[" + kind + "]";
    }
}
