package dev.sallyport.servlet.describe;

import dev.sallyport.access.AccessRule;
import dev.sallyport.outcome.FieldError;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.servlet.wire.RefusalContext;
import dev.sallyport.servlet.wire.Route;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Why a route may refuse a request, as its rule and its body tell. */
final class Causes {
    private static final Duration LATER = Duration.ofSeconds(5);

    private Causes() {}

    static Set<Cause> of(Route route) {
        Set<Cause> causes = of(route.access());
        if (route.path().contains("{")) {
            causes.add(Cause.NOT_FOUND);
        }
        if (route.body() != Route.Body.NONE) {
            causes.add(Cause.TOO_LARGE);
            causes.add(Cause.UNSUPPORTED_MEDIA_TYPE);
        }
        if (route.site() == RefusalContext.LOGIN) {
            causes.addAll(List.of(Cause.INVALID_CREDENTIALS, Cause.MFA_REQUIRED, Cause.FORBIDDEN));
        }
        if (route.site() == RefusalContext.TOKEN) {
            causes.addAll(List.of(
                    Cause.INVALID_CREDENTIALS,
                    Cause.AUTHENTICATION_REQUIRED,
                    Cause.INVALID_TOKEN,
                    Cause.INSUFFICIENT_SCOPE));
        }
        if (route.site() == RefusalContext.ENDPOINT && route.access().demand() == AccessRule.Demand.CALLER) {
            causes.add(Cause.FORBIDDEN);
            if (!route.method().equals("GET")) {
                causes.add(Cause.REAUTHENTICATION_REQUIRED);
            }
        }
        return causes;
    }

    /** Refusals of the guard, whatever resource is behind it. */
    static Set<Cause> of(AccessRule rule) {
        Set<Cause> causes = EnumSet.of(Cause.INVALID_REQUEST, Cause.RATE_LIMITED, Cause.UNAVAILABLE);
        if (rule.demand() == AccessRule.Demand.CALLER) {
            causes.addAll(List.of(Cause.AUTHENTICATION_REQUIRED, Cause.INVALID_TOKEN, Cause.TOKEN_EXPIRED));
            if (!rule.allOf().isEmpty() || !rule.anyOf().isEmpty()) {
                causes.add(Cause.INSUFFICIENT_SCOPE);
            }
            if (!rule.rolesAnyOf().isEmpty()) {
                causes.add(Cause.FORBIDDEN);
            }
            if (rule.tenantVariable() != null) {
                causes.add(Cause.NOT_FOUND);
            }
        }
        return causes;
    }

    /** A refusal of that cause, as the core words it. */
    static Refusal sample(Cause cause) {
        return switch (cause) {
            case INVALID_REQUEST -> Refusal.invalid(List.of(new FieldError("name", "required", "Required.")));
            case AUTHENTICATION_REQUIRED -> Refusal.of(cause, "A credential is needed.");
            case INVALID_CREDENTIALS -> Refusal.invalidCredentials();
            case MFA_REQUIRED -> Refusal.of(cause, "A code of the second factor is needed.");
            case REAUTHENTICATION_REQUIRED -> Refusal.of(cause, "A more recent login is needed.");
            case INVALID_TOKEN -> Refusal.invalidToken();
            case TOKEN_EXPIRED -> Refusal.tokenExpired();
            case INSUFFICIENT_SCOPE -> Refusal.insufficientScope(ScopeSet.copyOf(List.of(new Scope("reports:read"))));
            case FORBIDDEN -> Refusal.of(cause, "This is not allowed.");
            case NOT_FOUND -> Refusal.notFound();
            case METHOD_NOT_ALLOWED -> Refusal.of(cause, "This method is not allowed here.");
            case UNSUPPORTED_MEDIA_TYPE -> Refusal.of(cause, "The body must be application/json in UTF-8.");
            case TOO_LARGE -> Refusal.of(cause, "The body is too large.");
            case RATE_LIMITED -> Refusal.rateLimited(LATER);
            case UNAVAILABLE -> Refusal.unavailable(LATER);
        };
    }
}
