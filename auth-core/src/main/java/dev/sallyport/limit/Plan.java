package dev.sallyport.limit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How much a customer may ask for. Immutable.
 *
 * <pre>{@code
 * Plan.of("pro", "1000/hour, 10000/day").group("reports:generate", "100/hour").forRoles("premium")
 * }</pre>
 *
 * @param name callers see it in headers: 1 to 64 of {@code A-Z a-z 0-9 . _ : -}
 * @param limit of all requests together
 * @param groups the limits of groups of resources, in place of what {@code @RateLimited(group = …)} says there; they count apart
 *     from all others
 * @param by whose requests count together: with {@code CREDENTIAL} all of the caller's, or those of one API key and of the tokens
 *     made from it where there is a ceiling
 * @param roles whoever has one of them has this plan, unless their own attribute says otherwise
 * @param clientTypes clients of these types have this plan
 * @param ceiling of all API keys and logins of one caller together, where each of them has the limit for itself; null where they share
 *     the limit, so that nobody has more of a plan by making keys
 */
public record Plan(
        String name,
        RateLimit limit,
        Map<String, RateLimit> groups,
        LimitBy by,
        Set<String> roles,
        Set<String> clientTypes,
        @Nullable RateLimit ceiling) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    /** @throws IllegalArgumentException when the name is no such name, or requests should count by address */
    public Plan {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a plan has 1 to 64 of A-Z a-z 0-9 . _ : -, because callers see it in a header");
        }
        if (by == LimitBy.ADDRESS) {
            throw new IllegalArgumentException("Plan \"" + name
                    + "\" cannot count by ADDRESS, because a plan belongs to a caller: use limit(LimitBy.ADDRESS, …)");
        }
        if (ceiling != null && by != LimitBy.CREDENTIAL) {
            throw new IllegalArgumentException("Plan \"" + name + "\" counts by " + by
                    + ", so its limit is the ceiling: leave out ceiling(…), or countedBy(…)");
        }
        groups = Map.copyOf(groups);
        roles = Set.copyOf(roles);
        clientTypes = Set.copyOf(clientTypes);
    }

    /** Without a ceiling of its own. */
    public Plan(
            String name,
            RateLimit limit,
            Map<String, RateLimit> groups,
            LimitBy by,
            Set<String> roles,
            Set<String> clientTypes) {
        this(name, limit, groups, by, roles, clientTypes, null);
    }

    /**
     * @param limit as {@link RateLimit#parse} reads it, such as {@code 100/hour, 1000/day}
     * @throws IllegalArgumentException when it is no such limit or name
     */
    public static Plan of(String name, String limit) {
        return new Plan(name, RateLimit.parse(limit), Map.of(), LimitBy.CREDENTIAL, Set.of(), Set.of());
    }

    /** Adds the limit of a group of resources. */
    public Plan group(String group, String groupLimit) {
        Map<String, RateLimit> more = new HashMap<>(groups);
        more.put(group, RateLimit.parse(groupLimit));
        return new Plan(name, limit, more, by, roles, clientTypes, ceiling);
    }

    /** Whose requests count together: {@code CREDENTIAL} unless told otherwise. */
    public Plan countedBy(LimitBy value) {
        return new Plan(name, limit, groups, value, roles, clientTypes, ceiling);
    }

    /**
     * Gives each API key the limit for itself, and this to all keys and logins of one caller together; groups count for the caller.
     *
     * @param all as {@link RateLimit#parse} reads it
     */
    public Plan ceiling(String all) {
        return new Plan(name, limit, groups, by, roles, clientTypes, RateLimit.parse(all));
    }

    /** Whoever has one of these roles has this plan. */
    public Plan forRoles(String... names) {
        return new Plan(name, limit, groups, by, Set.of(names), clientTypes, ceiling);
    }

    /** Clients of these types have this plan. */
    public Plan forClientTypes(String... names) {
        return new Plan(name, limit, groups, by, roles, Set.of(names), ceiling);
    }

    /**
     * A plan, and under which names the requests of one caller are counted against it. Made when a credential is loaded, so that a
     * request costs no look-up. Immutable. The names stay the same when the plan changes: what was used goes along.
     *
     * @param key what a {@link RateLimiter} counts by
     * @param ceilingKey what it counts by against the ceiling of the plan; null where the key is already that of the caller
     */
    public record Budget(Plan plan, String key, @Nullable String ceilingKey) {
        /** Without a ceiling. */
        public Budget(Plan plan, String key) {
            this(plan, key, null);
        }

        /** Groups of resources count for all credentials of the caller together. */
        public String groupKey(String group) {
            return (ceilingKey == null ? key : ceilingKey) + "|" + group;
        }
    }
}
