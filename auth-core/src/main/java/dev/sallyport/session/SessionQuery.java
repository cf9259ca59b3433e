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
 * Query for a list of live sessions, newest first. Immutable; a null component does not filter.
 *
 * @param owner id of the owner; includes the sessions of their keys
 * @param credential id of the API key that they were opened with
 * @param audience the application they are for
 * @param after cursor of the previous page; null for the beginning
 * @param limit maximum number of items in a page, 1 to 200
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

    /** Asks for the page after that cursor. */
    public SessionQuery after(@Nullable PageCursor value) {
        return new SessionQuery(owner, credential, audience, value, limit);
    }

    public SessionQuery withLimit(int value) {
        return new SessionQuery(owner, credential, audience, after, value);
    }

    /** Faults in the values of a caller, by field: {@code after}. */
    public List<FieldError> errors() {
        return PageCursor.errors(after, list());
    }

    /**
     * Requires an audience. For stores, which list one application at a time.
     *
     * @throws IllegalArgumentException when no audience is named
     */
    public void requireAudience() {
        if (audience == null) {
            throw new IllegalArgumentException("A list covers one application: name its audience");
        }
    }

    /** Name of the list that this page belongs to. */
    public String list() {
        return "sessions " + after(null).withLimit(1);
    }

    /** Place of the session in the list, the greatest first; empty when it does not match. For stores. */
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
