package dev.sallyport.authenticate;

import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.outcome.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A verified credential in the cache. Safe for use by many threads. */
final class Recognised {
    private static final long MARK_MILLIS = ApiKeyServices.MARK_INTERVAL.toMillis();

    /** Less is the correction of a clock, not a step. */
    private static final long SET_BACK_MILLIS = 1_000;

    private final AuthenticationResult.Accepted accepted;
    private final Epochs.Stamp stamp;
    private final String credentialId;
    private final long expiresAtMillis;
    private final long loadedAtMillis;
    private final long keepUntilMillis;

    // A race on this writes a mark twice; nothing more.
    private volatile long nextMarkMillis = Long.MIN_VALUE;

    /** @param loadedAtMillis when that was, by the clock that {@code keepUntil} goes by */
    Recognised(Loaded loaded, Epochs.Stamp stamp, long loadedAtMillis) {
        this.accepted = loaded.accepted();
        this.stamp = stamp;
        this.credentialId = loaded.credentialId();
        this.expiresAtMillis = millis(loaded.expiresAt());
        this.loadedAtMillis = loadedAtMillis;
        this.keepUntilMillis = millis(loaded.keepUntil());
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? Long.MAX_VALUE : instant.toEpochMilli();
    }

    Epochs.Stamp stamp() {
        return stamp;
    }

    /** What is kept for a time only is loaded anew after the clock was set back, or it would be kept for as much longer. */
    boolean isKeptAt(long nowMillis) {
        return keepUntilMillis == Long.MAX_VALUE
                || (nowMillis < keepUntilMillis && nowMillis >= loadedAtMillis - SET_BACK_MILLIS);
    }

    private boolean isMarkDue(long nowMillis) {
        long next = nextMarkMillis;
        return nowMillis >= next || next - nowMillis > MARK_MILLIS + SET_BACK_MILLIS;
    }

    AuthenticationResult answer(long nowMillis, KeyUses uses) {
        if (nowMillis >= expiresAtMillis) {
            return new AuthenticationResult.Refused(Refusal.tokenExpired());
        }
        if (!credentialId.isEmpty() && isMarkDue(nowMillis)) {
            nextMarkMillis = nowMillis + MARK_MILLIS;
            uses.mark(credentialId, Instant.ofEpochMilli(nowMillis));
        }
        return accepted;
    }
}
