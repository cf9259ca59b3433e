package dev.sallyport.authenticate;

import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.limit.ClosedDoors;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the work that bad credentials from one address can cause: once they have used up the limit, unknown credentials from
 * there are refused unseen until there is room again. Safe for use by many threads.
 */
public final class FailureThrottle {
    private final RateLimiter limiter;
    private final RateLimit failures;
    private final ClosedDoors doors;

    /** @param failures how many bad credentials one address may present in which time */
    public FailureThrottle(RateLimiter limiter, RateLimit failures, InstantSource clock) {
        this.limiter = limiter;
        this.failures = failures;
        this.doors = new ClosedDoors(clock);
    }

    Authentication guard(String address, Supplier<Authentication> work) {
        LimitDecision closed = doors.closed(address).orElse(null);
        if (closed != null) {
            return new Authentication.Refused(Refusal.rateLimited(closed.retryAfter()), closed);
        }
        Authentication answer = work.get();
        return answer instanceof Authentication.Refused refused
                ? new Authentication.Refused(refused.refusal(), count(address, refused.refusal()))
                : answer;
    }

    /** The same for credentials that are exchanged instead of used, such as refresh tokens and the secrets of clients. */
    public <T> Outcome<T> bounded(String address, Supplier<Outcome<T>> work) {
        LimitDecision closed = doors.closed(address).orElse(null);
        if (closed != null) {
            return Outcome.refused(Refusal.rateLimited(closed.retryAfter()));
        }
        Outcome<T> answer = work.get();
        if (answer instanceof Outcome.Refused<T> refused) {
            count(address, refused.refusal());
        }
        return answer;
    }

    /** @return null when it does not count */
    private @Nullable LimitDecision count(String address, Refusal refusal) {
        if (refusal.cause() != Refusal.Cause.INVALID_TOKEN && refusal.cause() != Refusal.Cause.INVALID_CREDENTIALS) {
            return null;
        }
        LimitDecision decision = limiter.acquire("failures:" + address, failures);
        if (!decision.allowed()) {
            doors.close(address, decision);
        }
        return decision;
    }
}
