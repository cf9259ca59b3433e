package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import org.junit.jupiter.api.Test;

/** Patterns of tenants that speak of the same path. */
class TenantPathsTest {
    private static final String COMPANY = "/api/v1/companies/{company_id}/**";

    @Test
    void twoThatNameDifferentTenantsLetNobodyPass() {
        String path = "/api/v1/companies/42/datasets";
        assertThat(status(path, COMPANY)).isEqualTo(200);
        for (String other : new String[] {"/api/v1/{company_id}/**", "/api/v1/{organisation}/**"}) {
            assertThat(status(path, COMPANY, other)).as(other).isIn(403, 404);
            assertThat(status(path, other, COMPANY)).as(other).isIn(403, 404);
        }
        assertThat(status(path, COMPANY, "/api/{version}/companies/{organisation}/**"))
                .isIn(403, 404);
    }

    /** What the user 7, of tenant 42, is answered. */
    private static int status(String path, String... tenantPaths) {
        try (TestApi api = TestApi.start(tenantPaths)) {
            String key = api.auth
                    .apiKeys()
                    .create("7", KeyRequest.named("job"), Actor.application())
                    .fold(made -> made.secret().reveal(), refusal -> {
                        throw new AssertionError(refusal.toString());
                    });
            return api.get(path, key).statusCode();
        }
    }
}
