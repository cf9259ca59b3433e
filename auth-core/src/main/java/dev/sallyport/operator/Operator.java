package dev.sallyport.operator;

import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A caller who was verified to be an operator. Immutable. */
record Operator(Caller caller) {
    /** Tells whether the operator may see that tenant: every tenant, unless they belong to one. */
    boolean covers(@Nullable String tenant) {
        return isOfAll() || Objects.equals(caller.tenant(), tenant);
    }

    /** Tells whether the operator belongs to no tenant, and so sees all of them. */
    boolean isOfAll() {
        return caller.tenant() == null;
    }

    /**
     * Narrows a request to the operator's tenant.
     *
     * @param tenant the requested tenant; null for any
     * @return the narrowed query; refused as not found for another tenant than theirs
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

    /** Tells whether the login of the operator holds all of these scopes; it may hold fewer than the person. */
    boolean holds(ScopeSet scopes) {
        return caller.scopes().containsAll(scopes);
    }
}
