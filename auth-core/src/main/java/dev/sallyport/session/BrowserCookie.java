package dev.sallyport.session;

import dev.sallyport.secret.SecretDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a cookie that a browser was given. Immutable.
 *
 * @param digest of its value, which is random
 * @param ownerId whose it is
 * @param sessionId the session that it opens; null while the second factor is still to come
 * @param idleUntil it counts no more from this instant on, unless it is used before
 * @param expiresAt it counts no more from this instant on, however much it is used
 * @param audience the application it is for; null in a row of before there were audiences, which no application takes
 */
public record BrowserCookie(
        SecretDigest digest,
        String ownerId,
        @Nullable String sessionId,
        Instant idleUntil,
        Instant expiresAt,
        @Nullable String audience) {

    /** The same, in use until later. */
    public BrowserCookie touched(Instant newIdleUntil) {
        return new BrowserCookie(digest, ownerId, sessionId, newIdleUntil, expiresAt, audience);
    }

    boolean isLiveAt(Instant now) {
        return now.isBefore(idleUntil) && now.isBefore(expiresAt);
    }
}
