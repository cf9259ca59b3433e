package dev.sallyport.limit;

import java.time.Duration;

/**
 * What a limiter answered. The numbers are those of the window that is tightest now. Immutable.
 *
 * @param allowed whether the request may go on
 * @param window the tightest window
 * @param remaining how many requests that window has room for at this instant, 0 or more
 * @param retryAfter zero when allowed, otherwise how long until one request has room
 * @param resetAfter how long until the window is as if nothing had been asked
 */
public record LimitDecision(
        boolean allowed, RateLimit.Window window, int remaining, Duration retryAfter, Duration resetAfter) {}
