package dev.sallyport.operator;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A caller who was found to be an operator. Immutable. */
record Operator(Caller caller) {
    /** Tells whether things of that tenant are theirs to see: of every tenant, unless they belong to one. */
    boolean covers(@Nullable String tenant) {
        return isOfAll() || Objects.equals(caller.tenant(), tenant);
    }

    /** Tells whether they belong to no tenant, and so see all of them. */
    boolean isOfAll() {
        return caller.tenant() == null;
    }

    /**
     * Narrows a request to the operator's tenant.
     *
     * @param tenant that is asked for; null for any
     * @return refused as not found when it is another than theirs
     */
    <T> Outcome<T> narrowed(@Nullable String tenant, T asked, Function<String, T> toTenant) {
        String own = caller.tenant();
        if (own == null) {
            return Outcome.done(asked);
        }
        return tenant == null || tenant.equals(own)
                ? Outcome.done(toTenant.apply(own))
                : Outcome.refused(Refusal.notFound());
    }

    Actor at(String address) {
        return new Actor(caller.id(), address);
    }

    /** Tells whether they hold all of it by the login they act with, which may have less than they have. */
    boolean holds(ScopeSet scopes) {
        return caller.scopes().containsAll(scopes);
    }
}
