package dev.sallyport.grant;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sallyport.caller.Outcome;
import dev.sallyport.caller.Refusal;
import dev.sallyport.user.LoginAttempts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Bounds guesses at a client's secret from one address. Failures are counted durably; who has used them up is refused unseen for
 * a while, with a right secret too, and is told so, whether there is such a client or not. The same client elsewhere goes on.
 * Safe for use by many threads.
 */
public final class ClientFailures {
    private static final int MAX_REMEMBERED = 10_000;

    private final LoginAttempts attempts;
    private final Duration window;
    private final InstantSource clock;
    private final Cache<String, Instant> closedUntil =
            Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).build();

    /**
     * @param attempts whose budget for an address is the number of failures
     * @param window how long they count, and how long the door stays closed
     */
    public ClientFailures(LoginAttempts attempts, Duration window, InstantSource clock) {
        this.attempts = attempts;
        this.window = window;
        this.clock = clock;
    }

    <T> Outcome<T> guard(String clientId, String address, Supplier<Outcome<T>> work) {
        String key = clientId.length() > 200 ? "" : clientId + " " + address;
        Instant closed = closedUntil.getIfPresent(key);
        Instant now = clock.instant();
        if (closed != null && now.isBefore(closed)) {
            return Outcome.refused(Refusal.rateLimited(Duration.between(now, closed)));
        }
        Outcome<T> outcome = work.get();
        if (outcome instanceof Outcome.Refused<T> refused
                && refused.refusal().cause() == Refusal.Cause.INVALID_CREDENTIALS
                && attempts.begin("client|" + clientId, address, null).locked()) {
            closedUntil.put(key, now.plus(window));
            return Outcome.refused(Refusal.rateLimited(window));
        }
        return outcome;
    }
}
