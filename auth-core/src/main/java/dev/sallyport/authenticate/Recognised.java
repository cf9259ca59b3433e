package dev.sallyport.authenticate;

import dev.sallyport.apikey.LastUsed;
import dev.sallyport.caller.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A verified credential in the cache. Safe for use by many threads. */
final class Recognised {
    private final Authentication.Accepted accepted;
    private final Epochs.Stamp stamp;
    private final String credentialId;
    private final long expiresAtMillis;
    private final long keepUntilMillis;

    // A race on this writes a mark twice; nothing more.
    private volatile long nextMarkMillis = Long.MIN_VALUE;

    Recognised(Loaded loaded, Epochs.Stamp stamp) {
        this.accepted = loaded.accepted();
        this.stamp = stamp;
        this.credentialId = loaded.credentialId();
        this.expiresAtMillis = millis(loaded.expiresAt());
        this.keepUntilMillis = millis(loaded.keepUntil());
    }

    private static long millis(@Nullable Instant instant) {
        return instant == null ? Long.MAX_VALUE : instant.toEpochMilli();
    }

    Epochs.Stamp stamp() {
        return stamp;
    }

    boolean isKeptAt(long nowMillis) {
        return nowMillis < keepUntilMillis;
    }

    Authentication answer(long nowMillis, LastUsed lastUsed) {
        if (nowMillis >= expiresAtMillis) {
            return new Authentication.Refused(Refusal.tokenExpired());
        }
        if (!credentialId.isEmpty() && nowMillis >= nextMarkMillis) {
            nextMarkMillis = nowMillis + LastUsed.INTERVAL.toMillis();
            lastUsed.mark(credentialId, Instant.ofEpochMilli(nowMillis));
        }
        return accepted;
    }
}
