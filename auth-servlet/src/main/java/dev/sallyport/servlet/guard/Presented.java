package dev.sallyport.servlet.guard;

import dev.sallyport.caller.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries by way of a credential: one, none (both null), or something that is refused unread. Immutable.
 *
 * @param value the credential, not verified
 */
record Presented(@Nullable String value, @Nullable Refusal refusal) {
    static final Presented NONE = new Presented(null, null);
    static final Presented MALFORMED = refused(Refusal.invalidToken());

    static Presented refused(Refusal refusal) {
        return new Presented(null, refusal);
    }

    /** Without the credential. */
    @Override
    public String toString() {
        return "Presented[" + (refusal != null ? refusal.cause() : value == null ? "nothing" : "a credential") + "]";
    }
}
