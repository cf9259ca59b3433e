package dev.sallyport.session;

import java.time.Instant;
import java.util.List;

/**
 * The little of a session that its end needs. Immutable.
 *
 * @param expiresAt refused from this instant on
 */
public record SessionState(String id, String ownerId, List<String> amr, Instant expiresAt) {
    public SessionState {
        amr = List.copyOf(amr);
    }

    static SessionState of(Session session) {
        return new SessionState(session.id(), session.ownerId(), session.amr(), session.expiresAt());
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
