package dev.sallyport;

import dev.sallyport.activity.ActivityListener;
import dev.sallyport.activity.ActivityListener.LimitedWork;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;

/** Delegates to another limiter and reports each refusal. Closing it closes nothing. Safe for use by many threads. */
final class CountedLimiter implements RateLimiter {
    private final RateLimiter limiter;
    private final ActivityListener listener;
    private final LimitedWork work;

    CountedLimiter(RateLimiter limiter, ActivityListener listener, LimitedWork work) {
        this.limiter = limiter;
        this.listener = listener;
        this.work = work;
    }

    @Override
    public LimitDecision acquire(String key, RateLimit limit) {
        LimitDecision decision = limiter.acquire(key, limit);
        if (!decision.allowed()) {
            listener.limitReached(work);
        }
        return decision;
    }
}
