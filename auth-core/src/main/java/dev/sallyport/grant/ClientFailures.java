package dev.sallyport.grant;

import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.limit.ClosedDoors;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.user.AttemptPolicy;
import dev.sallyport.user.LoginAttempts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Bounds guesses at a client's secret from one address. Failures are counted durably, and the count is read before the secret is
 * looked at: who has used it up is refused unseen until the window of the first failure is over, with a right secret too, on every
 * node and after a restart. They are told so, whether there is such a client or not. The same client elsewhere goes on. Safe for
 * use by many threads.
 *
 * <p>Right secrets are not counted, so guesses that are under way at the same moment all get their answer; the limit of logins by
 * address bounds those.
 */
public final class ClientFailures {
    private static final int MAX_ID = 200;

    private final LoginAttempts attempts;
    private final RateLimit.Window window;
    private final ClosedDoors doors;

    /**
     * @param attempts which count with that policy
     * @param policy whose budget for an address is the number of failures
     */
    public ClientFailures(LoginAttempts attempts, AttemptPolicy policy, InstantSource clock) {
        this.attempts = attempts;
        this.window = new RateLimit.Window(
                policy.perAddress(), Duration.ofSeconds(policy.window().toSeconds()));
        this.doors = new ClosedDoors(clock);
    }

    <T> Outcome<T> guard(String clientId, String address, Supplier<Outcome<T>> work) {
        // What is too long to be an id is one account: it needs no memory of its own.
        String account = "client|" + (clientId.length() > MAX_ID ? "" : clientId);
        Optional<Refusal> closed = closed(account, address);
        if (closed.isPresent()) {
            return Outcome.refused(closed.get());
        }
        Outcome<T> outcome = work.get();
        if (outcome instanceof Outcome.Refused<T> refused
                && refused.refusal().cause() == Refusal.Cause.INVALID_CREDENTIALS
                && attempts.begin(account, address, null).locked()) {
            // Others used up the rest meanwhile.
            return Outcome.refused(closed(account, address).orElse(refused.refusal()));
        }
        return outcome;
    }

    /** This node's memory spares the store a flood; the truth is the count. */
    private Optional<Refusal> closed(String account, String address) {
        String key = account + " " + address;
        return doors.closed(key)
                .or(() -> attempts.closedFor(account, address).map(left -> {
                    LimitDecision refused = new LimitDecision(false, window, 0, left, left);
                    doors.close(key, refused);
                    return refused;
                }))
                .map(decision -> Refusal.rateLimited(decision.retryAfter()));
    }
}
