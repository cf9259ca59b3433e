package dev.sallyport;

import dev.sallyport.grant.Introspections;
import dev.sallyport.operator.OperatorArea;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.tenant.TenantKeyPolicy;
import java.util.LinkedHashMap;
import java.util.Map;

/** The application's scopes and the reserved ones. Without state. */
final class DeclaredScopes {
    private DeclaredScopes() {}

    /** Joins the scopes: the one of introspection is for clients, those of operators and managers are for people. */
    static ScopeCatalog in(Settings.Rights rights) {
        Map<Scope, String> all = new LinkedHashMap<>(rights.scopes());
        all.putIfAbsent(Introspections.SCOPE, "Ask, as a client, whether a token is active");
        Map<Scope, String> forPeople = new LinkedHashMap<>();
        if (rights.operators() != null) {
            forPeople.putAll(OperatorArea.scopes());
        }
        if (rights.tenantKeys() != null) {
            forPeople.putAll(TenantKeyPolicy.scopes());
        }
        all.putAll(forPeople);
        return ScopeCatalog.of(all).forPeopleOnly(forPeople.keySet());
    }
}
