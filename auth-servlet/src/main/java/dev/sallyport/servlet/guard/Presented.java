package dev.sallyport.servlet.guard;

import dev.sallyport.outcome.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries by way of a credential: one, none (both null), or something that is refused unread. Immutable.
 *
 * @param value the credential of a header, not verified
 * @param cookies what a browser sent by itself, not verified: the values of one cookie; empty where a header has a credential
 * @param badCookie whether nothing but a cookie came and that is none
 */
record Presented(
        @Nullable String value,
        List<String> cookies,
        boolean badCookie,
        @Nullable Refusal refusal) {
    static final Presented NONE = new Presented(null, List.of(), false, null);
    static final Presented BAD_COOKIE = new Presented(null, List.of(), true, Refusal.invalidToken());
    static final Presented MALFORMED = refused(Refusal.invalidToken());

    static Presented inHeader(String value) {
        return new Presented(value, List.of(), false, null);
    }

    static Presented inCookies(List<String> values) {
        return new Presented(null, values, false, null);
    }

    /** Tells whether a browser sent it by itself; of several of one name at most one is the caller's. */
    boolean fromCookie() {
        return !cookies.isEmpty();
    }

    static Presented refused(Refusal refusal) {
        return new Presented(null, List.of(), false, refusal);
    }

    /** Without the credential. */
    @Override
    public String toString() {
        return "Presented["
                + (refusal != null ? refusal.cause() : value == null && cookies.isEmpty() ? "nothing" : "a credential")
                + "]";
    }
}
