package dev.sallyport.servlet.wire;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A part of the standard endpoints that can be mounted, or left out, by itself. */
public enum StandardPart {
    /** {@code POST /login} and {@code /logout}. */
    LOGIN,
    /** The caller's API keys: {@code /api-keys} and below. */
    KEYS,
    /** The caller's sessions: {@code /sessions} and below. */
    SESSIONS,
    /**
     * Password and second factor: {@code /password}, {@code /mfa/totp} and below; where the builder's {@code accounts(…)} is on, tickets
     * too: {@code /password/reset}, {@code /password/forgot}, {@code /email} and below, {@code /register}.
     */
    ACCOUNT,
    /** The endpoints of OAuth 2.0: {@code /token}, {@code /revoke}, {@code /introspect}. */
    OAUTH,
    /** {@code /me}, {@code /scopes}, {@code /jwks.json} and the metadata of RFC 8414. */
    DISCOVERY,
    /** Reports of leaked credentials, where the application takes them. */
    LEAKS;

    /** Every part. */
    public static Set<StandardPart> all() {
        return EnumSet.allOf(StandardPart.class);
    }

    /** Every part except these. */
    public static Set<StandardPart> allBut(StandardPart... left) {
        Set<StandardPart> parts = all();
        parts.removeAll(List.of(left));
        return parts;
    }

    /**
     * The part of a name, as {@code web.xml} writes it.
     *
     * @throws IllegalArgumentException when there is none of that name; the message lists them
     */
    public static StandardPart named(String name) {
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no part of the standard endpoints: write some of " + all(), e);
        }
    }
}
