package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.RateLimit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How often the endpoints may be called, whatever the profile: more than people and programs do, and so little that nobody fills
 * tables or keeps others waiting. Logins have limits of their own. Immutable.
 *
 * @param byKind what is not among them has no limit
 */
public record EndpointLimits(Map<Kind, RateLimit> byKind) {
    /** What is counted together. */
    public enum Kind {
        /** By GET, with a credential; by caller. */
        READS("endpoint-reads", "600/minute"),
        /** By any other method, with a credential; by caller. */
        CHANGES("endpoint-changes", "60/minute, 2000/day"),
        /** Of tokens that anybody may end who holds them (RFC 7009); by address, before the body is read. */
        REVOCATIONS("endpoint-revocations", "600/minute"),
        /** Documents that anybody may read, such as the signing keys; by address. All caches of a network may start at once. */
        PUBLISHED("endpoint-published", "60000/minute"),
        /** Questions about tokens (RFC 7662); by the client that asks, maybe at each request of a whole fleet. */
        INTROSPECTIONS("endpoint-introspections", "60000/minute");

        private final String group;
        private final String standard;

        Kind(String group, String standard) {
            this.group = group;
            this.standard = standard;
        }
    }

    public EndpointLimits {
        byKind = Map.copyOf(byKind);
    }

    /**
     * 600 reads and 600 revocations a minute; 60 changes a minute, 2,000 a day; 60,000 readings of published documents and 60,000
     * introspections a minute.
     */
    public static EndpointLimits defaults() {
        Map<Kind, RateLimit> standard = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            standard.put(kind, RateLimit.parse(kind.standard));
        }
        return new EndpointLimits(standard);
    }

    /** For an application that limits in front of this. */
    public static EndpointLimits none() {
        return new EndpointLimits(Map.of());
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withReads(String limit) {
        return with(Kind.READS, RateLimit.parse(limit));
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withChanges(String limit) {
        return with(Kind.CHANGES, RateLimit.parse(limit));
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withRevocations(String limit) {
        return with(Kind.REVOCATIONS, RateLimit.parse(limit));
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withPublished(String limit) {
        return with(Kind.PUBLISHED, RateLimit.parse(limit));
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withIntrospections(String limit) {
        return with(Kind.INTROSPECTIONS, RateLimit.parse(limit));
    }

    public EndpointLimits with(Kind kind, RateLimit limit) {
        Map<Kind, RateLimit> more = new EnumMap<>(Kind.class);
        more.putAll(byKind);
        more.put(kind, limit);
        return new EndpointLimits(more);
    }

    /** The same without a limit of that kind. */
    public EndpointLimits without(Kind kind) {
        Map<Kind, RateLimit> fewer = new EnumMap<>(Kind.class);
        fewer.putAll(byKind);
        fewer.remove(kind);
        return new EndpointLimits(fewer);
    }

    /** Empty for no limit. */
    public Optional<RateLimit> of(Kind kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /** Open to whoever holds what is ended, as often as {@link Kind#REVOCATIONS} says. */
    public static AccessRule openToHolders() {
        return AccessRule.open()
                .withLimits(List.of(new AccessRule.Limit(
                        RateLimit.parse(Kind.REVOCATIONS.standard), LimitBy.ADDRESS, Kind.REVOCATIONS.group)));
    }

    public List<Route> on(List<Route> routes) {
        return routes.stream().map(this::on).toList();
    }

    private Route on(Route route) {
        List<AccessRule.Limit> own = route.access().limits();
        List<AccessRule.Limit> limits = new ArrayList<>(own);
        boolean isRead = route.method().equals("GET");
        if (route.access().demand() == AccessRule.Demand.CALLER) {
            add(limits, isRead ? Kind.READS : Kind.CHANGES, LimitBy.CALLER);
        } else if (limits.removeIf(limit -> limit.group().equals(Kind.REVOCATIONS.group))) {
            add(limits, Kind.REVOCATIONS, LimitBy.ADDRESS);
        } else if (isRead) {
            add(limits, Kind.PUBLISHED, LimitBy.ADDRESS);
        }
        return limits.equals(own) ? route : route.with(route.access().withLimits(limits));
    }

    private void add(List<AccessRule.Limit> limits, Kind kind, LimitBy by) {
        of(kind).ifPresent(limit -> limits.add(new AccessRule.Limit(limit, by, kind.group)));
    }
}
