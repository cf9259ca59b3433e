package dev.sallyport.servlet.guard.decide;

import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.BrowserCookies;
import java.util.List;

/** The credential that a request carries, unverified. Immutable. */
sealed interface PresentedCredential {
    PresentedCredential NONE = new None();
    PresentedCredential BAD_COOKIE = new BadCookie();
    PresentedCredential MALFORMED = new Unread(Refusal.invalidToken());

    /** No credential. */
    record None() implements PresentedCredential {}

    /** A credential in a header. */
    record InHeader(Secret value) implements PresentedCredential {}

    /**
     * Cookies that a browser sent by itself, when no header has a credential.
     *
     * @param values of one cookie, one or more; at most one is the caller's
     */
    record InCookies(BrowserCookies.Kind kind, List<Secret> values) implements PresentedCredential {}

    /** Only a cookie that cannot be ours. */
    record BadCookie() implements PresentedCredential {}

    /** A credential that is refused unread. */
    record Unread(Refusal refusal) implements PresentedCredential {}
}
