package dev.sallyport.authenticate;

import dev.sallyport.caller.OwnerIds;
import dev.sallyport.change.Change;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counters by which a cached answer knows that it is old. Every subject (a key, a session, an owner) falls on one counter of a
 * fixed number; a change counts it up, and what was noted before no longer matches. Two subjects may share a counter: that costs
 * a cache miss, never a wrong answer. Safe for use by many threads.
 *
 * <p>See decision 0004.
 */
final class Epochs {
    private static final int SUBJECTS = 1 << 10;

    // Counts changes that concern everything: a signing key that was revoked, a gap in the change log.
    private static final int EVERYTHING = SUBJECTS;

    private final AtomicLongArray counters = new AtomicLongArray(SUBJECTS + 1);

    /** All counters as they stood before a load began, since the load tells which subjects it concerns. */
    long[] noted() {
        long[] noted = new long[SUBJECTS + 1];
        for (int i = 0; i < noted.length; i++) {
            noted[i] = counters.get(i);
        }
        return noted;
    }

    /** The stamp of a load that concerns these subjects, as of the note taken before it. */
    Stamp stamp(long[] noted, Loaded loaded) {
        int credential = slot(Change.Kind.API_KEY, loaded.credentialId());
        int session = slot(Change.Kind.SESSION, loaded.sessionId());
        int owner = slot(Change.Kind.OWNER, loaded.ownerId());
        // A tenant that is disabled is told as a change of an owner.
        int tenant = loaded.tenant().isEmpty() ? owner : slot(Change.Kind.OWNER, OwnerIds.ofTenant(loaded.tenant()));
        return new Stamp(
                credential,
                noted[credential],
                session,
                noted[session],
                owner,
                noted[owner],
                tenant,
                noted[tenant],
                noted[EVERYTHING]);
    }

    boolean isCurrent(Stamp stamp) {
        return counters.get(stamp.credential) == stamp.credentialEpoch
                && counters.get(stamp.session) == stamp.sessionEpoch
                && counters.get(stamp.owner) == stamp.ownerEpoch
                && counters.get(stamp.tenant) == stamp.tenantEpoch
                && counters.get(EVERYTHING) == stamp.everythingEpoch;
    }

    void changed(Change change) {
        counters.incrementAndGet(
                change.kind() == Change.Kind.SIGNING_KEYS ? EVERYTHING : slot(change.kind(), change.subject()));
    }

    void everythingChanged() {
        counters.incrementAndGet(EVERYTHING);
    }

    private static int slot(Change.Kind kind, String subject) {
        int hash = subject.hashCode() * 31 + kind.name().hashCode();
        return (hash ^ (hash >>> 16)) & (SUBJECTS - 1);
    }

    /** The counters of the subjects that an answer rests on, and what they were. */
    record Stamp(
            int credential,
            long credentialEpoch,
            int session,
            long sessionEpoch,
            int owner,
            long ownerEpoch,
            int tenant,
            long tenantEpoch,
            long everythingEpoch) {}
}
