package dev.sallyport.servlet.wire;

import dev.sallyport.access.AccessRule;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.RateLimit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often one caller may call the endpoints that need a credential, whatever the dialect: more than people and programs do, and so
 * little that nobody fills tables or keeps others waiting. Logins have limits of their own. Immutable.
 *
 * @param reads by GET; null for no limit
 * @param changes by any other method; null for no limit
 */
public record EndpointLimits(
        @Nullable RateLimit reads, @Nullable RateLimit changes) {
    private static final String READS = "endpoint-reads";
    private static final String CHANGES = "endpoint-changes";

    /** 600 reads a minute; 60 changes a minute, 2,000 a day. */
    public static EndpointLimits defaults() {
        return new EndpointLimits(RateLimit.parse("600/minute"), RateLimit.parse("60/minute, 2000/day"));
    }

    /** For an application that limits in front of this. */
    public static EndpointLimits none() {
        return new EndpointLimits(null, null);
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withReads(String limit) {
        return new EndpointLimits(RateLimit.parse(limit), changes);
    }

    /** @throws IllegalArgumentException when it is no limit as {@link RateLimit#parse} reads it */
    public EndpointLimits withChanges(String limit) {
        return new EndpointLimits(reads, RateLimit.parse(limit));
    }

    List<Route> on(List<Route> routes) {
        return routes.stream().map(this::on).toList();
    }

    private Route on(Route route) {
        boolean isRead = route.method().equals("GET");
        RateLimit limit = isRead ? reads : changes;
        AccessRule access = route.access();
        if (limit == null || access.demand() != AccessRule.Demand.CALLER) {
            return route;
        }
        List<AccessRule.Limit> limits = new ArrayList<>(access.limits());
        limits.add(new AccessRule.Limit(limit, LimitBy.CALLER, isRead ? READS : CHANGES));
        return new Route(
                route.method(), route.path(), route.site(), route.body(), access.withLimits(limits), route.handler());
    }
}
