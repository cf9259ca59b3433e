package dev.sallyport.activity;

import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Hears what an instance decides, to count or trace it; {@link Activity#listen} takes one. Called on the thread of the request, so it
 * must be quick, must wait for nothing, and must be safe for use by many threads. What it throws is logged and changes no answer.
 *
 * <p>All that it is told comes from closed lists, but for the caller, who may be anybody: a label made of callers is multiplied by
 * whoever can make users.
 */
public interface ActivityListener {
    /** Kind of credential in a request, by its spelling and place, genuine or not. */
    enum Presented {
        NONE,
        API_KEY,
        /** A key of another system, imported by its digest. */
        IMPORTED_KEY,
        /** An API key in the form of a JWT. */
        PRIVATE_TOKEN,
        ACCESS_TOKEN,
        COOKIE,
        /** More than one credential, or none that could be read, or nobody looked. */
        UNREAD
    }

    /** The ways to log in. */
    enum LoginWay {
        /** Name and password for a token. */
        PASSWORD,
        /** Name and password for a cookie, or the code after it. */
        COOKIE,
        API_KEY,
        /** Id and secret of a client. */
        CLIENT,
        REFRESH_TOKEN
    }

    /** The parts of an instance that ask the rate limiter. */
    enum LimitedWork {
        /** Limits of rules, plans, keys and endpoints. */
        REQUESTS,
        /** Bad credentials of an address. */
        CREDENTIALS,
        /** Logins and confirmations of an address or caller, introspections of a client, reports. */
        LOGINS
    }

    /**
     * A request that came from outside may go on. Told once a request.
     *
     * @param caller null for one whom nobody knows
     */
    default void admitted(Presented credential, @Nullable Caller caller) {}

    /** A request that came from outside was turned away. Told once a request. */
    default void refused(Presented credential, Refusal.Cause cause) {}

    /** A request that was admitted was turned away further inside: at a resource method, a forward or an include. */
    default void refusedInside(Refusal.Cause cause) {}

    default void loggedIn(LoginWay way) {}

    /** @param cause {@link Refusal.Cause#MFA_REQUIRED} where the code is still to come */
    default void loginRefused(LoginWay way, Refusal.Cause cause) {}

    /** The rate limiter had no room. Not each is a refusal: some work tells a flood by it and goes on. */
    default void limitReached(LimitedWork work) {}
}
