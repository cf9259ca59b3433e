package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.operator.OperatorProfile;
import dev.sallyport.servlet.tenant.TenantProfile;
import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What nobody should send is refused in words, never a failure, at every route of operators and of managers. */
class HostileRoutesTest {
    @Test
    void operators() {
        try (OperatorApi api = new OperatorApi()) {
            String root = api.operator("root");
            assertNoFailure(api, root, new OperatorProfile("/auth/admin", api.auth));
            assertThat(api.get("/auth/admin/users/root", root).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void managersOfTenants() {
        try (TenantApi api = new TenantApi()) {
            String bob = api.person("bob");
            assertNoFailure(api, bob, new TenantProfile("/auth/tenant", api.auth));
            assertThat(api.get("/auth/tenant/api-keys", bob).statusCode()).isEqualTo(200);
        }
    }

    private static void assertNoFailure(LiveApi api, String credential, NestedProfile profile) {
        assertThat(HostileRoutes.failures(api, credential, profile.routes(Operations.of(api.auth, Map::of))))
                .isEmpty();
    }
}
