package dev.sallyport.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which plans there are, and who has which. Immutable.
 *
 * <p>A user has the plan that their attribute names; where that names none, the first one that is for a role of theirs; otherwise
 * the default. A client has the plan of its type, otherwise the default. Requests without a good credential are counted by
 * address, against the plan {@linkplain #forNobody for nobody} or the default.
 *
 * <p>See decision 0034.
 */
public final class Plans {
    private final List<Plan> plans;
    private final Plan nobody;
    private final String attribute;

    private Plans(List<Plan> plans, Plan nobody, String attribute) {
        this.plans = List.copyOf(plans);
        this.nobody = nobody;
        this.attribute = attribute;
    }

    /** The plan of whoever has no other. */
    public static Plans withDefault(Plan plan) {
        return new Plans(List.of(plan), plan, "plan");
    }

    /** @throws IllegalArgumentException when a plan of that name, or for one of its roles or types, is there already */
    public Plans and(Plan plan) {
        for (Plan other : plans) {
            if (other.name().equals(plan.name())) {
                throw new IllegalArgumentException("Plan \"" + plan.name() + "\" is declared twice: remove one");
            }
            requireApart(plan, other, "role", plan.roles(), other.roles());
            requireApart(plan, other, "client type", plan.clientTypes(), other.clientTypes());
        }
        List<Plan> more = new ArrayList<>(plans);
        more.add(plan);
        return new Plans(more, nobody, attribute);
    }

    private static void requireApart(Plan plan, Plan other, String what, Set<String> some, Set<String> others) {
        some.stream().filter(others::contains).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("Plans \"" + other.name() + "\" and \"" + plan.name()
                    + "\" are both for the " + what + " \"" + name + "\": take it out of one");
        });
    }

    /** The plan of requests without a good credential, counted by address: many people may share one. */
    public Plans forNobody(Plan plan) {
        return new Plans(plans, plan, attribute);
    }

    /** The attribute of a user that names their plan. Default: {@code plan}. */
    public Plans byAttribute(String name) {
        return new Plans(plans, nobody, name);
    }

    /** Every role that a plan is for. */
    public Set<String> roles() {
        return names(plans.stream().flatMap(plan -> plan.roles().stream()));
    }

    /** Every type of client that a plan is for. */
    public Set<String> clientTypes() {
        return names(plans.stream().flatMap(plan -> plan.clientTypes().stream()));
    }

    private static Set<String> names(Stream<String> names) {
        return names.collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a user has.
     *
     * @param roles the user's own, not what is left of them in a credential that was given less
     * @param credentialId of the API key that the request rests on; null where there is none
     */
    public Plan.Budget ofUser(
            String id,
            @Nullable String tenant,
            @Nullable String credentialId,
            Map<String, String> attributes,
            Set<String> roles) {
        String named = attributes.get(attribute);
        Plan plan = plans.stream()
                .filter(each -> each.name().equals(named))
                .findFirst()
                .or(() -> plans.stream()
                        .filter(each -> each.roles().stream().anyMatch(roles::contains))
                        .findFirst())
                .orElse(plans.get(0));
        return budget(plan, id, tenant, credentialId);
    }

    /** What a client has. */
    public Plan.Budget ofClient(String id, @Nullable String tenant, String type) {
        Plan plan = plans.stream()
                .filter(each -> each.clientTypes().contains(type))
                .findFirst()
                .orElse(plans.get(0));
        return budget(plan, id, tenant, null);
    }

    /** What requests from an address have that come without a good credential. */
    public Plan.Budget ofNobody(ClientAddress address) {
        return new Plan.Budget(nobody, "plan|address:" + address.text());
    }

    /** Neither a login nor a key opens a new budget; a key has one of its own only below the ceiling. */
    private static Plan.Budget budget(Plan plan, String id, @Nullable String tenant, @Nullable String credentialId) {
        if (plan.by() == LimitBy.TENANT && tenant != null) {
            return new Plan.Budget(plan, "plan|tenant:" + tenant);
        }
        String caller = "plan|caller:" + id;
        return plan.ceiling() == null
                ? new Plan.Budget(plan, caller)
                : new Plan.Budget(plan, credentialId == null ? caller : "plan|key:" + credentialId, "plan|all:" + id);
    }
}
