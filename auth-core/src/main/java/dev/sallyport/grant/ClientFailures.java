package dev.sallyport.grant;

import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.ExhaustedLimits;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.LoginAttempts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Bounds guesses at a client's secret from one address. Failures are counted durably, and the count is read before the secret is
 * looked at: who has used it up is refused unseen until the window of the first failure is over, on every node and after a
 * restart. They are told so, whether there is such a client or not. The same client elsewhere goes on. Safe for use by many
 * threads.
 *
 * <p>Whoever shares the address must not keep the client out: a secret that this node has seen to be right is looked at all the
 * same, and so is one other in a minute. A wrong one is told nothing but that it has to wait.
 *
 * <p>Right secrets are not counted, so guesses that are under way at the same moment all get their answer; the failures of the
 * address bound those.
 */
final class ClientFailures {
    private static final int MAX_ID = 200;
    private static final RateLimit SECOND_LOOK = RateLimit.parse("1/minute");

    private final LoginAttempts attempts;
    private final RateLimit.Window window;
    private final ExhaustedLimits doors;
    private final RateLimiter limiter;

    /**
     * @param attempts which count with that policy
     * @param policy whose budget for an address is the number of failures
     * @param limiter for the looks behind a closed door
     */
    ClientFailures(LoginAttempts attempts, AttemptPolicy policy, RateLimiter limiter, InstantSource clock) {
        this.attempts = attempts;
        this.window = new RateLimit.Window(
                policy.perAddress(), Duration.ofSeconds(policy.window().toSeconds()));
        this.doors = new ExhaustedLimits(clock);
        this.limiter = limiter;
    }

    /** @param proven whether this very secret was right on this node before */
    <T> Outcome<T> guard(String clientId, ClientAddress address, boolean proven, Supplier<Outcome<T>> work) {
        // What is too long to be an id is one account: it needs no memory of its own.
        String account = "client|" + (clientId.length() > MAX_ID ? "" : clientId);
        Optional<Refusal> closed = proven ? Optional.empty() : closed(account, address);
        if (closed.isPresent()
                && !limiter.acquire(key(account, address), SECOND_LOOK).allowed()) {
            return Outcome.refused(closed.get());
        }
        Outcome<T> outcome = work.get();
        if (!(outcome instanceof Outcome.Refused<T> refused)
                || refused.refusal().cause() != Refusal.Cause.INVALID_CREDENTIALS) {
            return outcome;
        }
        if (closed.isPresent()) {
            return Outcome.refused(closed.get());
        }
        // Others may have used up the rest meanwhile.
        return attempts.begin(account, address, null).locked()
                ? Outcome.refused(closed(account, address).orElse(refused.refusal()))
                : outcome;
    }

    private static String key(String account, ClientAddress address) {
        return "second look|" + account + " " + address.text();
    }

    /** This node's memory spares the store a flood; the truth is the count. */
    private Optional<Refusal> closed(String account, ClientAddress address) {
        String key = account + " " + address.text();
        return doors.closed(key)
                .or(() -> attempts.closedFor(account, address).map(left -> {
                    LimitDecision refused = new LimitDecision(false, window, 0, left, left);
                    doors.close(key, refused);
                    return refused;
                }))
                .map(decision -> Refusal.rateLimited(decision.retryAfter()));
    }
}
