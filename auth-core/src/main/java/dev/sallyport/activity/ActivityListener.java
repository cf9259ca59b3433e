package dev.sallyport.activity;

import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * Receives the decisions of an instance, for counting or tracing; {@link Activity#listen} registers one. Called on the thread of the
 * request, so it must be fast, must not block, and must be safe for use by many threads. Its exceptions are logged and change no
 * answer.
 *
 * <p>All arguments come from closed lists, except the caller: labels made from callers grow with the number of users.
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
        /** More than one credential, an unreadable one, or one that was not examined. */
        UNREAD
    }

    /** Ways to log in. */
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
        /** Bad credentials from an address. */
        CREDENTIALS,
        /** Logins and confirmations of an address or caller, introspections of a client, reports. */
        LOGINS
    }

    /**
     * Called once for each request from outside that is admitted.
     *
     * @param caller null for an anonymous one
     */
    default void admitted(Presented credential, @Nullable Caller caller) {}

    /** Called once for each request from outside that is refused. */
    default void refused(Presented credential, Refusal.Cause cause) {}

    /** Called when an admitted request is refused further inside: at a resource method, a forward or an include. */
    default void refusedInside(Refusal.Cause cause) {}

    default void loggedIn(LoginWay way) {}

    /** @param cause {@link Refusal.Cause#MFA_REQUIRED} when the code is still to come */
    default void loginRefused(LoginWay way, Refusal.Cause cause) {}

    /** Called when the rate limiter has no room. This is not always a refusal: some work only detects a flood by it. */
    default void limitReached(LimitedWork work) {}
}
