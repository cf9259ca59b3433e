package dev.sallyport.servlet.guard.decide;

import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request carries by way of a credential: one, none (both null), or something that is refused unread. Immutable.
 *
 * @param value the credential of a header, not verified
 * @param cookies what a browser sent by itself, not verified: the values of one cookie; empty where a header has a credential
 * @param badCookie whether nothing but a cookie came and that is none
 */
record PresentedCredential(
        @Nullable Secret value,
        List<Secret> cookies,
        boolean badCookie,
        @Nullable Refusal refusal) {
    static final PresentedCredential NONE = new PresentedCredential(null, List.of(), false, null);
    static final PresentedCredential BAD_COOKIE =
            new PresentedCredential(null, List.of(), true, Refusal.invalidToken());
    static final PresentedCredential MALFORMED = refused(Refusal.invalidToken());

    static PresentedCredential inHeader(Secret value) {
        return new PresentedCredential(value, List.of(), false, null);
    }

    static PresentedCredential inCookies(List<Secret> values) {
        return new PresentedCredential(null, values, false, null);
    }

    /** Tells whether a browser sent it by itself; of several of one name at most one is the caller's. */
    boolean fromCookie() {
        return !cookies.isEmpty();
    }

    static PresentedCredential refused(Refusal refusal) {
        return new PresentedCredential(null, List.of(), false, refusal);
    }
}
