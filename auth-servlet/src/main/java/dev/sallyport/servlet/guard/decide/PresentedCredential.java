package dev.sallyport.servlet.guard.decide;

import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.util.List;

/** Credential of a request, none of it verified. Immutable. */
sealed interface PresentedCredential {
    PresentedCredential NONE = new None();
    PresentedCredential BAD_COOKIE = new BadCookie();
    PresentedCredential MALFORMED = new Unread(Refusal.invalidToken());

    /** No credential. */
    record None() implements PresentedCredential {}

    /** The one of a header. */
    record InHeader(Secret value) implements PresentedCredential {}

    /**
     * What a browser sent by itself, where no header has a credential.
     *
     * @param values of one cookie, one or more; at most one is the caller's
     */
    record InCookies(List<Secret> values) implements PresentedCredential {}

    /** A cookie that can be none of ours, and nothing else. */
    record BadCookie() implements PresentedCredential {}

    /** Something that is refused unread. */
    record Unread(Refusal refusal) implements PresentedCredential {}
}
