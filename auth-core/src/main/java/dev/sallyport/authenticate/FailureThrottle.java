package dev.sallyport.authenticate;

import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.ExhaustedLimits;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.outcome.CheckReturnValue;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.SecretDigest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the work that bad credentials from one address can cause: once they have used up the limit, the door is closed and
 * unknown credentials from there are refused unseen until there is room again. Safe for use by many threads.
 *
 * <p>Behind one address there may be many programs, and whoever shares it must not keep the others out. A credential that was
 * right on this node before, or that this node has just issued, is looked at although the door is closed; so are, within a
 * reserve of {@value #RESERVE} times the limit, those that the node does not know yet. The one that is right gets in, the others
 * hear that the door is closed.
 */
public final class FailureThrottle {
    private static final int RESERVE = 4;

    private final RateLimiter limiter;
    private final RateLimit failures;
    private final RateLimit reserve;
    private final ExhaustedLimits doors;
    private final ProvenCredentials proven = new ProvenCredentials();

    /** @param failures how many bad credentials one address may present in which time */
    public FailureThrottle(RateLimiter limiter, RateLimit failures, InstantSource clock) {
        this.limiter = limiter;
        this.failures = failures;
        this.reserve = failures.times(RESERVE);
        this.doors = new ExhaustedLimits(clock);
    }

    /** @param credential what is looked at, by its digest */
    AuthenticationResult guard(ClientAddress from, SecretDigest credential, Supplier<AuthenticationResult> work) {
        LimitDecision closed = proven.contains(credential) ? null : closed(from).orElse(null);
        if (closed != null && !hasReserve(from)) {
            return refused(closed);
        }
        AuthenticationResult answer = work.get();
        if (answer instanceof AuthenticationResult.Refused refused) {
            proven.settle(credential, refused.refusal());
            return closed == null || !isFailure(refused.refusal())
                    ? new AuthenticationResult.Refused(refused.refusal(), count(from, refused.refusal()))
                    : refused(closed);
        }
        proven.add(credential);
        return answer;
    }

    private static AuthenticationResult refused(LimitDecision closed) {
        return new AuthenticationResult.Refused(Refusal.rateLimited(closed.retryAfter()), closed);
    }

    /**
     * The same for credentials that are exchanged instead of used, such as refresh tokens and the secrets of clients.
     *
     * @param credential what is looked at, by its digest; whatever else is right only together with it is part of that
     */
    @CheckReturnValue
    public <T> Outcome<T> bounded(ClientAddress from, SecretDigest credential, Supplier<Outcome<T>> work) {
        LimitDecision closed = proven.contains(credential) ? null : closed(from).orElse(null);
        if (closed != null && !hasReserve(from)) {
            return Outcome.refused(Refusal.rateLimited(closed.retryAfter()));
        }
        Outcome<T> answer = work.get();
        if (!(answer instanceof Outcome.Refused<T> refused)) {
            proven.add(credential);
            return answer;
        }
        proven.settle(credential, refused.refusal());
        if (closed != null && isFailure(refused.refusal())) {
            return Outcome.refused(Refusal.rateLimited(closed.retryAfter()));
        }
        count(from, refused.refusal());
        return answer;
    }

    /** Tells whether this node has seen it to be right, or issued it, and not seen it fail since. */
    public boolean isProven(SecretDigest credential) {
        return proven.contains(credential);
    }

    /** Notes what this node has just issued. */
    public void issued(SecretDigest credential) {
        proven.add(credential);
    }

    private Optional<LimitDecision> closed(ClientAddress from) {
        return from.first(doors::closed);
    }

    private boolean hasReserve(ClientAddress from) {
        return from.acquire(limiter, "reserve:", reserve).allowed();
    }

    /** @return null when it does not count */
    private @Nullable LimitDecision count(ClientAddress from, Refusal refusal) {
        if (!isFailure(refusal)) {
            return null;
        }
        LimitDecision tightest = null;
        for (ClientAddress.Network network : from.networks()) {
            LimitDecision decision = limiter.acquire("failures:" + network.text(), failures.times(network.factor()));
            if (!decision.allowed()) {
                doors.close(network.text(), decision);
                return decision;
            }
            tightest = tightest == null ? decision : tightest;
        }
        return tightest;
    }

    private static boolean isFailure(Refusal refusal) {
        return refusal.cause() == Refusal.Cause.INVALID_TOKEN || refusal.cause() == Refusal.Cause.INVALID_CREDENTIALS;
    }
}
