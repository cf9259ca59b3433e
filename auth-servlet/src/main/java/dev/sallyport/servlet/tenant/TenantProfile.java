package dev.sallyport.servlet.tenant;

import dev.sallyport.Sallyport;
import dev.sallyport.manage.TenantManagers;
import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import java.util.ArrayList;
import java.util.List;

/** Endpoints of managers of a tenant below one mount. Immutable. */
public final class TenantProfile extends NestedProfile {
    private final TenantManagers managers;

    /**
     * @param mount relative to the context, such as {@code /auth/tenant}
     * @throws IllegalStateException when the application has no keys of tenants
     */
    public TenantProfile(String mount, Sallyport auth) {
        super("tenants", mount);
        this.managers = auth.tenantManagers()
                .orElseThrow(() -> new IllegalStateException("tenants(\"" + mount
                        + "/*\") mounts endpoints for managers of tenants, but keys of tenants are off: add"
                        + " .tenantKeys(TenantKeyPolicy.withRoles(\"member\").managedBy(\"admin\")) to"
                        + " Sallyport.builder(), or sallyport.tenantKeys and sallyport.tenantManagers to web.xml"));
    }

    @Override
    public List<Route> routes(Operations core) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new KeyRoutes(path(), managers.apiKeys(), core.clock()).routes());
        routes.addAll(new AccountRoutes(path(), managers.serviceAccounts()).routes());
        return routes;
    }
}
