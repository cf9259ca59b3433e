package dev.sallyport.session;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The sessions of one application in a store that several may share. Safe for use by many threads. */
final class AudienceSessions {
    private final SessionStore store;
    private final String audience;
    private final InstantSource clock;

    AudienceSessions(SessionStore store, String audience, InstantSource clock) {
        this.store = store;
        this.audience = audience;
        this.clock = clock;
    }

    SessionStore store() {
        return store;
    }

    String audience() {
        return audience;
    }

    boolean isOurs(Session session) {
        return audience.equals(session.audience());
    }

    boolean isLive(Session session) {
        return isOurs(session) && !session.isExpiredAt(clock.instant());
    }

    /** One of this application, expired or not. */
    Optional<Session> find(String id) {
        return store.findById(id).filter(this::isOurs);
    }

    List<Session> byOwner(String ownerId, int limit) {
        return live(store.findByOwner(ownerId, audience, limit));
    }

    List<Session> withoutCredential(String ownerId, int limit) {
        return live(store.findWithoutCredential(ownerId, audience, limit));
    }

    List<Session> byCredential(String credentialId, int limit) {
        return live(store.findByCredential(credentialId, audience, limit));
    }

    private List<Session> live(List<Session> sessions) {
        return sessions.stream().filter(this::isLive).toList();
    }
}
