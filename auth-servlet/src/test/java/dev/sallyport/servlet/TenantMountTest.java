package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.Sallyport;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.Secret;
import dev.sallyport.servlet.profile.cookiesession.CookieSessionProfile;
import dev.sallyport.tenant.ServiceAccountQuery;
import dev.sallyport.tenant.TenantKeyPolicy;
import dev.sallyport.user.NewUser;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where managers of tenants stand: what stops the start, and beside a profile whose login is a cookie, which other sites send along. */
class TenantMountTest {
    private static final String PASSWORD = "a-demo-password";

    private static Sallyport sallyport() {
        Sallyport auth = Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("member", "reports:read"), Role.of("owner", "reports:read"))
                .tenantKeys(TenantKeyPolicy.withRoles("member").managedBy("owner"))
                .auditSink(event -> {})
                .logins(logins -> logins.withResponseTimeGrid(Duration.ZERO))
                .build();
        auth.users()
                .createIfAbsent(NewUser.of("bob@example.com")
                        .withId("bob")
                        .withTenant("acme")
                        .withPassword(Secret.of(PASSWORD))
                        .withRoles("owner", "member"));
        return auth;
    }

    private static SallyportWeb web(Sallyport auth) {
        return SallyportWeb.of(auth).protect("/api/*");
    }

    @Test
    void withoutKeysOfTenantsTheStartSaysWhatIsMissing() {
        try (TestServer server = TestServer.withDefaults()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> server.install(web(server.auth).tenants("/auth/tenant/*"))
                            .start())
                    .withMessageContaining(".tenantKeys(TenantKeyPolicy.withRoles(");
        }
    }

    @Test
    void pathsOfOtherEndpointsStopTheStart() {
        for (String mount : new String[] {"/auth/*", "/auth/api-keys/*"}) {
            try (TestServer server = new TestServer(sallyport())) {
                assertThatIllegalStateException()
                        .isThrownBy(() ->
                                server.install(web(server.auth).tenants(mount)).start())
                        .withMessageContaining("tenants(\"" + mount + "\")");
            }
        }
        try (Sallyport auth = sallyport()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> web(auth).tenants("/auth/tenant"))
                    .withMessageContaining("/*");
        }
    }

    @Test
    void nothingIsThereUnlessItIsMounted() throws Exception {
        try (TestServer server = new TestServer(sallyport())) {
            server.install(web(server.auth)).start();
            assertThat(server.send("GET", "/auth/tenant/api-keys").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void anotherSiteChangesNothingWithTheCookieOfAManager() {
        try (LiveApi api = new CookieApi()) {
            HttpResponse<String> login = api.send("POST", "/api/auth/login", null, """
                    {"auth":"bob@example.com","password":"%s"}""".formatted(PASSWORD));
            String set = login.headers().firstValue("Set-Cookie").orElseThrow();
            String cookie = set.substring(0, set.indexOf(';'));
            String path = "/tenant/service-accounts";
            String body = "{\"name\":\"n\"}";
            for (String origin : new String[] {"https://evil.example", "null", api.origin() + "1"}) {
                assertThat(api.send("POST", path, null, body, "Cookie", cookie, "Origin", origin)
                                .statusCode())
                        .as(origin)
                        .isEqualTo(403);
            }
            assertThat(api.auth
                            .serviceAccounts()
                            .list(ServiceAccountQuery.of("acme"))
                            .orElseThrow()
                            .items())
                    .isEmpty();
            assertThat(api.send("POST", path, null, body, "Cookie", cookie, "Origin", api.origin())
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    private static final class CookieApi extends LiveApi {
        CookieApi() {
            super(sallyport(), web -> web.profile(CookieSessionProfile.create()).tenants("/tenant/*"));
        }
    }
}
