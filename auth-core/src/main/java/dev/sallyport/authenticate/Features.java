package dev.sallyport.authenticate;

import dev.sallyport.apikey.ApiKeyServices;
import dev.sallyport.client.Clients;
import dev.sallyport.scope.RoleCatalog;
import dev.sallyport.session.SessionServices;
import dev.sallyport.tenant.TenantServices;
import dev.sallyport.token.TokenServices;
import dev.sallyport.user.UserServices;

/** The services of the features that credentials rest on. Safe for use by many threads. */
public record Features(
        RoleCatalog roles,
        TokenServices tokens,
        SessionServices sessions,
        UserServices users,
        ApiKeyServices apiKeys,
        Clients clients,
        TenantServices tenants) {}
