package dev.sallyport.authenticate;

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
    Stamp stamp(long[] noted, String credentialId, String sessionId, String ownerId) {
        int credential = slot(Change.Kind.API_KEY, credentialId);
        int session = slot(Change.Kind.SESSION, sessionId);
        int owner = slot(Change.Kind.OWNER, ownerId);
        return new Stamp(
                credential, noted[credential], session, noted[session], owner, noted[owner], noted[EVERYTHING]);
    }

    boolean isCurrent(Stamp stamp) {
        return counters.get(stamp.credential) == stamp.credentialEpoch
                && counters.get(stamp.session) == stamp.sessionEpoch
                && counters.get(stamp.owner) == stamp.ownerEpoch
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
            long everythingEpoch) {}
}
