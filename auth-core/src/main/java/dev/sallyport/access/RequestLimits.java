package dev.sallyport.access;

import dev.sallyport.caller.Caller;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.Plan;
import dev.sallyport.limit.Plans;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.limit.RateLimiter;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts one request against every limit that concerns it: the general ones, that of its caller's plan, that of its credential,
 * those of the rule of its target. In this order: address, caller and tenant, plan, credential, rule; the first one without room
 * refuses. So a credential's own limit can only make a plan tighter. Safe for use by many threads.
 */
public final class RequestLimits {
    private final RateLimiter limiter;
    private final List<AccessRule.Limit> general;
    private final @Nullable Plans plans;

    /** Without plans. */
    public RequestLimits(RateLimiter limiter, List<AccessRule.Limit> general) {
        this(limiter, general, null);
    }

    /**
     * @param general limits that hold for every request; their groups tell their counts apart
     * @param plans null when there are none
     */
    public RequestLimits(RateLimiter limiter, List<AccessRule.Limit> general, @Nullable Plans plans) {
        this.limiter = limiter;
        this.plans = plans;
        this.general = general.stream()
                .sorted(Comparator.comparing(limit -> rank(limit.by())))
                .toList();
    }

    /**
     * What the limits say of one request.
     *
     * @param decision of the limit that refused, else of the one with the least room; null when no limit concerns the request
     * @param policy the name of that limit
     */
    public record Result(@Nullable LimitDecision decision, String policy) {
        /** Of a request that no limit concerns. */
        public static final Result UNLIMITED = new Result(null, "");

        public boolean isAllowed() {
            return decision == null || decision.allowed();
        }

        /** Another one where this says nothing, or where that one refuses and this does not; null is none. */
        public Result orElse(@Nullable LimitDecision other, String otherPolicy) {
            return other != null && (decision == null || (decision.allowed() && !other.allowed()))
                    ? new Result(other, otherPolicy)
                    : this;
        }

        /** The one of the two that a caller has to mind: what refused, else what has less room. */
        public Result tighter(Result other) {
            return other.decision != null && isTighter(other.decision) ? other : this;
        }

        private boolean isTighter(LimitDecision other) {
            return decision == null || !other.allowed() || other.remaining() < decision.remaining();
        }

        private Result tighter(LimitDecision other, String otherPolicy) {
            return isTighter(other) ? new Result(other, otherPolicy) : this;
        }
    }

    /** The general limits and those of the rule, for a request of which nobody knows whose it is. */
    public Result checkNobody(ClientAddress address, AccessRule rule) {
        Caller nobody = null;
        RateLimit unlimited = null;
        Plan.Budget none = null;
        return check(nobody, unlimited, none, address, rule);
    }

    /**
     * @param caller null when no good credential came; what counts by caller, credential or tenant counts by address then
     * @param credentialLimit the credential's own limit; null when it has none
     * @param plan the caller's; null when there are no plans
     */
    public Result check(
            @Nullable Caller caller,
            @Nullable RateLimit credentialLimit,
            Plan.@Nullable Budget plan,
            ClientAddress address,
            AccessRule rule) {
        Result result = count(Result.UNLIMITED, general, caller, null, address);
        Plan.Budget budget = budget(caller, plan, address);
        if (result.isAllowed() && budget != null) {
            result = plan(result, budget, caller, address);
        }
        if (result.isAllowed() && credentialLimit != null && caller != null && caller.credentialId() != null) {
            String key = "key:" + caller.credentialId();
            result = result.tighter(limiter.acquire(key, credentialLimit), "key");
        }
        return result.isAllowed() ? count(result, rule.limits(), caller, budget, address) : result;
    }

    /** The key's own budget first: one that has used it up takes nothing from the caller's other keys. */
    private Result plan(Result before, Plan.Budget budget, @Nullable Caller caller, ClientAddress address) {
        Plan plan = budget.plan();
        Result result = before.tighter(
                caller == null
                        ? address.acquire(limiter, "plan|address:", plan.limit())
                        : limiter.acquire(budget.key(), plan.limit()),
                plan.name());
        return result.isAllowed() && budget.ceilingKey() != null && plan.ceiling() != null
                ? result.tighter(limiter.acquire(budget.ceilingKey(), plan.ceiling()), plan.name())
                : result;
    }

    /** What the limits of the rule alone say, for a request that goes on from one resource to another. */
    public Result checkRule(
            @Nullable Caller caller, Plan.@Nullable Budget plan, ClientAddress address, AccessRule rule) {
        return rule.limits().isEmpty()
                ? Result.UNLIMITED
                : count(Result.UNLIMITED, rule.limits(), caller, budget(caller, plan, address), address);
    }

    private Plan.@Nullable Budget budget(@Nullable Caller caller, Plan.@Nullable Budget plan, ClientAddress address) {
        return caller == null && plans != null ? plans.ofNobody(address) : plan;
    }

    /** @param budget whose plan may say something else of a limit's group; null for none */
    private Result count(
            Result before,
            List<AccessRule.Limit> limits,
            @Nullable Caller caller,
            Plan.@Nullable Budget budget,
            ClientAddress address) {
        Result result = before;
        for (int i = 0; i < limits.size() && result.isAllowed(); i++) {
            AccessRule.Limit limit = limits.get(i);
            RateLimit planned = budget == null ? null : budget.plan().groups().get(limit.group());
            result = result.tighter(
                    budget != null && planned != null
                            ? planned(budget, limit.group(), planned, caller, address)
                            : counted(limit, caller, address),
                    limit.shown());
        }
        return result;
    }

    private LimitDecision planned(
            Plan.Budget budget, String group, RateLimit limit, @Nullable Caller caller, ClientAddress address) {
        return caller == null
                ? address.acquire(limiter, "plan|" + group + "|address:", limit)
                : limiter.acquire(budget.groupKey(group), limit);
    }

    private LimitDecision counted(AccessRule.Limit limit, @Nullable Caller caller, ClientAddress address) {
        return caller == null || limit.by() == LimitBy.ADDRESS
                ? address.acquire(limiter, limit.group() + ":address:", limit.limit())
                : limiter.acquire(limit.group() + ":" + counted(limit.by(), caller), limit.limit());
    }

    private static String counted(LimitBy by, Caller caller) {
        if (by == LimitBy.TENANT && caller.tenant() != null) {
            return "tenant:" + caller.tenant();
        }
        if (by == LimitBy.CREDENTIAL && caller.credentialId() != null) {
            return "key:" + caller.credentialId();
        }
        if (by == LimitBy.CREDENTIAL && caller.sessionId() != null) {
            return "session:" + caller.sessionId();
        }
        return "caller:" + caller.id();
    }

    private static int rank(LimitBy by) {
        return switch (by) {
            case ADDRESS -> 0;
            case TENANT -> 1;
            case CALLER -> 2;
            case CREDENTIAL -> 3;
        };
    }
}
