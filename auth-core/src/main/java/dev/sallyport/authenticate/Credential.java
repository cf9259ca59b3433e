package dev.sallyport.authenticate;

import dev.sallyport.secret.Secret;
import dev.sallyport.secret.SecretDigest;
import dev.sallyport.session.BrowserCookies;

/**
 * A credential as it was presented, not yet verified; its type is its kind, and no kind passes for another. Only {@link
 * CredentialKinds} creates one, or {@link #inCookie} where the place alone decides, so no other code guesses a kind from a spelling.
 * Code that distinguishes kinds treats an unknown kind as one that opens nothing. Immutable.
 */
public abstract sealed class Credential {
    private final Secret secret;

    private Credential(Secret secret) {
        this.secret = secret;
    }

    /** The value of a login cookie: of that kind by its place, since nothing in its spelling tells. */
    public static Cookie inCookie(Secret value) {
        return new Cookie(value);
    }

    /** The value of a cookie of that kind. */
    static Credential inCookie(BrowserCookies.Kind kind, Secret value) {
        return kind == BrowserCookies.Kind.CONSOLE ? new ConsoleCookie(value) : new Cookie(value);
    }

    /** The value of a cookie of the page where people manage their keys. */
    public static ConsoleCookie inConsoleCookie(Secret value) {
        return new ConsoleCookie(value);
    }

    /** The text as it came. */
    public final Secret secret() {
        return secret;
    }

    /** The digest by which this node knows a credential that it has seen. */
    public SecretDigest knownBy() {
        return secret.digest();
    }

    /** Any kind of API key, stored in a row of its own under its digest. */
    public abstract static sealed class Key extends Credential {
        private Key(Secret secret) {
            super(secret);
        }
    }

    /** An API key with the prefix of this application. */
    public static final class OwnKey extends Key {
        OwnKey(Secret secret) {
            super(secret);
        }
    }

    /** An API key of another system, imported by its digest. */
    public static final class ImportedKey extends Key {
        ImportedKey(Secret secret) {
            super(secret);
        }
    }

    /** An API key in the form of a JWT. */
    public static final class PrivateToken extends Key {
        PrivateToken(Secret secret) {
            super(secret);
        }
    }

    /** An access token. */
    public static final class AccessToken extends Credential {
        AccessToken(Secret secret) {
            super(secret);
        }
    }

    /** A refresh token. */
    public static final class RefreshToken extends Credential {
        RefreshToken(Secret secret) {
            super(secret);
        }
    }

    /** The id and the secret of a client, {@code id:secret}. */
    public static final class ClientSecret extends Credential {
        private final int colon;

        ClientSecret(Secret secret, int colon) {
            super(secret);
            this.colon = colon;
        }

        /** The part before the first colon; may be empty. */
        public String clientId() {
            return secret().reveal().substring(0, colon);
        }

        /** The part after the first colon; may be empty. */
        public Secret clientSecret() {
            return Secret.of(secret().reveal().substring(colon + 1));
        }
    }

    /** The value of a login cookie. */
    public static final class Cookie extends Credential {
        private Cookie(Secret secret) {
            super(secret);
        }

        /** No credential of a header has this digest, since none has a space. */
        @Override
        public SecretDigest knownBy() {
            return SecretDigest.of("cookie " + secret().reveal());
        }
    }

    /** The value of a cookie of the page where people manage their keys. */
    public static final class ConsoleCookie extends Credential {
        private ConsoleCookie(Secret secret) {
            super(secret);
        }

        /** No credential of a header or of another cookie has this digest. */
        @Override
        public SecretDigest knownBy() {
            return SecretDigest.of("console cookie " + secret().reveal());
        }
    }

    /** A text of no known kind, such as a key from earlier settings. */
    public static final class Unknown extends Credential {
        Unknown(Secret secret) {
            super(secret);
        }
    }
}
