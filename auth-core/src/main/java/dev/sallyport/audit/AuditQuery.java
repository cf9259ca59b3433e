package dev.sallyport.audit;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list; what is null or empty is not asked for. Immutable.
 *
 * @param owner id of whom the event concerns
 * @param credential id of the key or session that it concerns
 * @param actor id of the actor
 * @param types some of these
 * @param from when it happened at the earliest
 * @param until before when it happened
 * @param after where the page before this one ended
 * @param limit how many at the most, 1 to 1,000
 */
public record AuditQuery(
        @Nullable String owner,
        @Nullable String credential,
        @Nullable String actor,
        Set<AuditEvent.Type> types,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable AuditCursor after,
        int limit) {
    /** How many events a page has at the most. */
    public static final int MAX_LIMIT = 1_000;

    private static final int USUAL_LIMIT = 100;

    /** @throws IllegalArgumentException when the limit is out of its range */
    public AuditQuery {
        types = Set.copyOf(types);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("An audit query's limit is 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }

    /** The newest 100 of all. */
    public static AuditQuery newest() {
        String anyones = null;
        Instant unbounded = null;
        AuditCursor first = null;
        return new AuditQuery(anyones, anyones, anyones, Set.of(), unbounded, unbounded, first, USUAL_LIMIT);
    }

    public AuditQuery withOwner(@Nullable String value) {
        return new AuditQuery(value, credential, actor, types, from, until, after, limit);
    }

    public AuditQuery withCredential(@Nullable String value) {
        return new AuditQuery(owner, value, actor, types, from, until, after, limit);
    }

    public AuditQuery withActor(@Nullable String value) {
        return new AuditQuery(owner, credential, value, types, from, until, after, limit);
    }

    public AuditQuery withTypes(AuditEvent.Type... values) {
        return new AuditQuery(owner, credential, actor, Set.of(values), from, until, after, limit);
    }

    /**
     * @param start inclusive; null for no start
     * @param end exclusive; null for no end
     */
    public AuditQuery between(@Nullable Instant start, @Nullable Instant end) {
        return new AuditQuery(owner, credential, actor, types, start, end, after, limit);
    }

    /** The page after the one that ended there. */
    public AuditQuery after(@Nullable AuditCursor value) {
        return new AuditQuery(owner, credential, actor, types, from, until, value, limit);
    }

    public AuditQuery withLimit(int value) {
        return new AuditQuery(owner, credential, actor, types, from, until, after, value);
    }
}
