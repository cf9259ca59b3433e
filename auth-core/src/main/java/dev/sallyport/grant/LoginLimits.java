package dev.sallyport.grant;

import dev.sallyport.caller.Caller;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import java.util.function.Supplier;

/** How many passwords and codes may come from one address, and from one caller who is logged in. Safe for use by many threads. */
final class LoginLimits {
    private final RateLimiter limiter;
    private final RateLimit limit;

    /** @param limit of one address, and of one caller */
    LoginLimits(RateLimiter limiter, RateLimit limit) {
        this.limiter = limiter;
        this.limit = limit;
    }

    <T> Outcome<T> byAddress(LoginOrigin origin, Supplier<Outcome<T>> work) {
        return within(origin.address().acquire(limiter, "login:", limit), work);
    }

    <T> Outcome<T> byCaller(Caller caller, Supplier<Outcome<T>> work) {
        return within(limiter.acquire("confirmation:" + caller.id(), limit), work);
    }

    private static <T> Outcome<T> within(LimitDecision decision, Supplier<Outcome<T>> work) {
        return decision.allowed() ? work.get() : Outcome.refused(Refusal.rateLimited(decision.retryAfter()));
    }
}
