package dev.sallyport.servlet.guard;

import dev.sallyport.caller.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries by way of a credential: one, none (both null), or something that is refused unread. Immutable.
 *
 * @param value the credential, not verified
 * @param fromCookie whether a browser sent it by itself
 */
record Presented(
        @Nullable String value,
        boolean fromCookie,
        @Nullable Refusal refusal) {
    static final Presented NONE = new Presented(null, false, null);
    static final Presented MALFORMED = refused(Refusal.invalidToken());

    static Presented inHeader(String value) {
        return new Presented(value, false, null);
    }

    static Presented inCookie(String value) {
        return new Presented(value, true, null);
    }

    static Presented refused(Refusal refusal) {
        return new Presented(null, false, refusal);
    }

    /** Without the credential. */
    @Override
    public String toString() {
        return "Presented[" + (refusal != null ? refusal.cause() : value == null ? "nothing" : "a credential") + "]";
    }
}
