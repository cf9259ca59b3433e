package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.RateLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often one caller may call the endpoints that need a credential, and one address those that end what is shown to them, whatever
 * the profile: more than people and programs do, and so little that nobody fills tables or keeps others waiting. Logins have limits of
 * their own. Immutable.
 *
 * @param reads by GET; null for no limit
 * @param changes by any other method; null for no limit
 * @param revocations of tokens that anybody may end who holds them (RFC 7009), by address, before the body is read; null for no limit
 */
public record EndpointLimits(
        @Nullable RateLimit reads,
        @Nullable RateLimit changes,
        @Nullable RateLimit revocations) {
    private static final String READS = "endpoint-reads";
    private static final String CHANGES = "endpoint-changes";
    private static final String REVOCATIONS = "endpoint-revocations";

    /** 600 reads and 600 revocations a minute; 60 changes a minute, 2,000 a day. */
    public static EndpointLimits defaults() {
        return new EndpointLimits(
                RateLimit.parse("600/minute"), RateLimit.parse("60/minute, 2000/day"), RateLimit.parse("600/minute"));
    }

    /** For an application that limits in front of this. */
    public static EndpointLimits none() {
        RateLimit none = null;
        return new EndpointLimits(none, none, none);
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withReads(String limit) {
        return new EndpointLimits(RateLimit.parse(limit), changes, revocations);
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withChanges(String limit) {
        return new EndpointLimits(reads, RateLimit.parse(limit), revocations);
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withRevocations(String limit) {
        return new EndpointLimits(reads, changes, RateLimit.parse(limit));
    }

    /** Open to whoever holds what is ended, as often as {@link #revocations} says. */
    public static AccessRule openToHolders() {
        return AccessRule.open()
                .withLimits(List.of(new AccessRule.Limit(
                        Objects.requireNonNull(defaults().revocations()), LimitBy.ADDRESS, REVOCATIONS)));
    }

    List<Route> on(List<Route> routes) {
        return routes.stream().map(this::on).toList();
    }

    private Route on(Route route) {
        List<AccessRule.Limit> own = route.access().limits();
        List<AccessRule.Limit> limits = new ArrayList<>(own);
        if (route.access().demand() == AccessRule.Demand.CALLER) {
            boolean isRead = route.method().equals("GET");
            add(limits, isRead ? reads : changes, LimitBy.CALLER, isRead ? READS : CHANGES);
        } else if (limits.removeIf(limit -> limit.group().equals(REVOCATIONS))) {
            add(limits, revocations, LimitBy.ADDRESS, REVOCATIONS);
        }
        return limits.equals(own) ? route : route.with(route.access().withLimits(limits));
    }

    private static void add(List<AccessRule.Limit> limits, @Nullable RateLimit limit, LimitBy by, String group) {
        if (limit != null) {
            limits.add(new AccessRule.Limit(limit, by, group));
        }
    }
}
