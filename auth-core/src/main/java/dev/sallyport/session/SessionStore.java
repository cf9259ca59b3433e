package dev.sallyport.session;

import dev.sallyport.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where sessions are kept; an ended one is gone. Safe for use by many threads; every method throws {@link
 * dev.sallyport.change.StoreException} when the backend fails, and takes part in the transaction of its thread where there is one.
 */
public interface SessionStore {
    /** @throws dev.sallyport.change.StoreException also when the id, or the label of the same key, is there already */
    void insert(Session session);

    Optional<Session> findById(String id);

    /** The one session of the key with that label. */
    Optional<Session> findByLabel(String credentialId, String label);

    /**
     * Reads a page of the sessions that match the query, in its order ({@link SessionQuery#placeOf}), by an index, never by a scan of
     * all sessions. It may end early when few of the rows that it reads match, and may leave out the reusable tokens, since it is for
     * display.
     *
     * @param now the time at which a session counts as expired and is not listed
     * @throws IllegalArgumentException when no audience is named, or the cursor belongs to another query
     */
    Page<Session> list(SessionQuery query, Instant now);

    /** The newest {@code max} of the owner, those of their keys and expired ones too, newest first; by an index. */
    List<Session> findByOwner(String ownerId, int max);

    /** The same of one application only; for showing, so the reusable tokens may be left out. */
    List<Session> findByOwner(String ownerId, String audience, int max);

    /** The newest {@code max} of the owner that were opened without a key, expired ones too, newest first; by an index. */
    List<Session> findWithoutCredential(String ownerId, int max);

    /** The same of one application only; for showing, so the reusable tokens may be left out. */
    List<Session> findWithoutCredential(String ownerId, String audience, int max);

    /** The newest {@code max} that were opened with the key, expired ones too, newest first; by an index. */
    List<Session> findByCredential(String credentialId, int max);

    /** The same of one application only; for showing, so the reusable tokens may be left out. */
    default List<Session> findByCredential(String credentialId, String audience, int max) {
        return findByCredential(credentialId, Integer.MAX_VALUE).stream()
                .filter(session -> audience.equals(session.audience()))
                .limit(max)
                .toList();
    }

    /** What an end needs of {@link #findByOwner(String, int)}; it is asked for in a transaction, and should read nothing else. */
    default List<Session.State> statesByOwner(String ownerId, int max) {
        return states(findByOwner(ownerId, max));
    }

    /** The same of {@link #findByOwner(String, String, int)}. */
    default List<Session.State> statesByOwner(String ownerId, String audience, int max) {
        return states(findByOwner(ownerId, audience, max));
    }

    /** The same of {@link #findWithoutCredential(String, int)}. */
    default List<Session.State> statesWithoutCredential(String ownerId, int max) {
        return states(findWithoutCredential(ownerId, max));
    }

    /** The same of {@link #findByCredential(String, String, int)}. */
    default List<Session.State> statesByCredential(String credentialId, String audience, int max) {
        return states(findByCredential(credentialId, audience, max));
    }

    private static List<Session.State> states(List<Session> sessions) {
        return sessions.stream().map(Session.State::of).toList();
    }

    /** The ids alone of {@link #findWithoutCredential(String, String, int)}, but for the newest {@code kept}. */
    default List<String> idsWithoutCredential(String ownerId, String audience, int kept) {
        return findWithoutCredential(ownerId, audience, SessionPolicy.MAX).stream()
                .skip(kept)
                .map(Session::id)
                .toList();
    }

    /** The ids alone of {@link #findByCredential(String, int)}, but for the newest {@code kept}. */
    default List<String> idsByCredential(String credentialId, int kept) {
        return findByCredential(credentialId, SessionPolicy.MAX).stream()
                .skip(kept)
                .map(Session::id)
                .toList();
    }

    /**
     * Replaces when the session of that id ends and what its token is made from, and nothing else.
     *
     * @return false when there is none of that id
     */
    boolean extend(Session session);

    /**
     * Replaces how the session was opened: a factor of it may be gone.
     *
     * @return false when there is none of that id
     */
    boolean setAmr(String id, List<String> amr);

    /**
     * Removes the session, and its refresh family if it has one.
     *
     * @return false when there is none of that id
     */
    boolean delete(String id);

    /** Removes at most {@code max} that expired before the instant, with their refresh families; returns how many. */
    int deleteExpired(Instant before, int max);
}
