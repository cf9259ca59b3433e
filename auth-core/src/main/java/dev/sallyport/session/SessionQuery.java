package dev.sallyport.session;

import dev.sallyport.outcome.FieldError;
import dev.sallyport.page.Page;
import dev.sallyport.page.PageCursor;
import dev.sallyport.page.Place;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Query for live sessions, newest first. Immutable; what is null is not asked for.
 *
 * @param owner id of the owner, whose keys' sessions are among them
 * @param credential id of the API key that they were opened with
 * @param audience the application they are for
 * @param after where the page before ended
 * @param limit how many a page has at the most, 1 to 200
 */
public record SessionQuery(
        @Nullable String owner,
        @Nullable String credential,
        @Nullable String audience,
        @Nullable PageCursor after,
        int limit) {
    /** @throws IllegalArgumentException when the limit is out of its range */
    public SessionQuery {
        Page.requireLimit(limit);
    }

    /** The newest 50 of all. */
    public static SessionQuery all() {
        String any = null;
        return new SessionQuery(any, any, any, null, Page.USUAL_LIMIT);
    }

    public SessionQuery withOwner(@Nullable String value) {
        return new SessionQuery(value, credential, audience, after, limit);
    }

    public SessionQuery withCredential(@Nullable String value) {
        return new SessionQuery(owner, value, audience, after, limit);
    }

    public SessionQuery withAudience(@Nullable String value) {
        return new SessionQuery(owner, credential, value, after, limit);
    }

    /** The page after the one that ended there. */
    public SessionQuery after(@Nullable PageCursor value) {
        return new SessionQuery(owner, credential, audience, value, limit);
    }

    public SessionQuery withLimit(int value) {
        return new SessionQuery(owner, credential, audience, after, value);
    }

    /** Faults of what a caller sent, by field: {@code after}. */
    public List<FieldError> errors() {
        return PageCursor.errors(after, list());
    }

    /**
     * For stores, which list one application at a time.
     *
     * @throws IllegalArgumentException when no audience is named
     */
    public void requireAudience() {
        if (audience == null) {
            throw new IllegalArgumentException("A list is of one application; name its audience");
        }
    }

    /** The name of the list that this is a page of. */
    public String list() {
        return "sessions " + after(null).withLimit(1);
    }

    /** Place of the session in the list, the greatest place first; empty when the query does not ask for it. For stores. */
    public Optional<Place> placeOf(Session session, Instant now) {
        boolean fits = !session.isExpiredAt(now)
                && (owner == null || owner.equals(session.ownerId()))
                && (credential == null || credential.equals(session.credentialId()))
                && (audience == null || audience.equals(session.audience()));
        return fits
                ? Optional.of(
                        Place.ofNumber(0, ChronoUnit.MICROS.between(Instant.EPOCH, session.createdAt()), session.id()))
                : Optional.empty();
    }
}
