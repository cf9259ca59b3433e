package dev.sallyport;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one instance is doing at a moment, for a health check or a gauge. Immutable.
 *
 * @param cachedCredentials verified credentials that are kept, about
 * @param loadedCredentials how often a credential was not answered from the cache since the start, refused ones too; a request that was
 *     costs no count
 * @param changesSeenAgo how long ago the last complete look at the change log began; above {@code maxStaleness} nothing is served from
 *     the cache
 * @param lastPurge when the last purge that left nothing undone began; null before the first
 * @param auditWaiting events that are not yet in the store, at most about 10,000
 * @param auditLeftOut events that were counted only since the start, since there were too many of their type
 * @param hashing passwords being hashed, or waiting to be
 * @param loginsWaiting logins that wait for a place to have their password verified
 */
public record Health(
        long cachedCredentials,
        long loadedCredentials,
        Duration changesSeenAgo,
        @Nullable Instant lastPurge,
        int auditWaiting,
        long auditLeftOut,
        int hashing,
        int loginsWaiting) {

    static Health of(Assembly parts) {
        return new Health(
                parts.authentication.authenticator().cached(),
                parts.authentication.authenticator().loaded(),
                parts.changes.age(),
                parts.upkeep.lastPurge(),
                parts.audit.waiting(),
                parts.audit.leftOut(),
                parts.features.users().hashing(),
                parts.features.users().places().waiting());
    }
}
