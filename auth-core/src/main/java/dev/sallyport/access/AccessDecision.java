package dev.sallyport.access;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The decision: a caller and a rule in, a refusal or nothing out. Pure; rate limits are counted elsewhere. */
public final class AccessDecision {
    private AccessDecision() {}

    /** The decision where no tenant is asked for; a rule that asks for one refuses. */
    public static Optional<Refusal> refuse(@Nullable Caller caller, AccessRule rule) {
        return refuse(caller, rule, null);
    }

    /**
     * @param caller null when no credential came
     * @param tenant whom the caller must belong to, as the path names it; null when it names none
     * @return why not, or empty when the caller may go on
     */
    public static Optional<Refusal> refuse(@Nullable Caller caller, AccessRule rule, @Nullable String tenant) {
        return switch (rule.demand()) {
            case CLOSED -> Optional.of(Refusal.of(Refusal.Cause.FORBIDDEN, "Nobody may call this."));
            case OPEN -> Optional.empty();
            case CALLER ->
                caller == null
                        ? Optional.of(Refusal.of(Refusal.Cause.AUTHENTICATION_REQUIRED, "A credential is needed."))
                        : refuseCaller(caller, rule, tenant);
        };
    }

    private static Optional<Refusal> refuseCaller(Caller caller, AccessRule rule, @Nullable String tenant) {
        // First, so that nothing else of another tenant's resource can be found out. An absent tenant never matches.
        if ((tenant != null || rule.tenantVariable() != null) && (tenant == null || !tenant.equals(caller.tenant()))) {
            return Optional.of(Refusal.notFound());
        }
        if (caller.kind() == CallerKind.EMBED
                && rule.allOf().isEmpty()
                && rule.anyOf().isEmpty()) {
            return Optional.of(Refusal.of(
                    Refusal.Cause.FORBIDDEN, "An embed token reaches only what asks for a scope that it has."));
        }
        if (!rule.rolesAnyOf().isEmpty() && Collections.disjoint(rule.rolesAnyOf(), caller.roles())) {
            return Optional.of(Refusal.of(Refusal.Cause.FORBIDDEN, "The caller has none of the roles this needs."));
        }
        if (!caller.scopes().containsAll(rule.allOf())) {
            return Optional.of(Refusal.insufficientScope(rule.allOf()));
        }
        ScopeSet any = rule.anyOf();
        if (!any.isEmpty() && !caller.scopes().containsAny(any)) {
            return Optional.of(Refusal.insufficientScope(any));
        }
        return Optional.empty();
    }
}
