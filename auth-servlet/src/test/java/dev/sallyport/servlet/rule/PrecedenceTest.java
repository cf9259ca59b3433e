package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.AccessRule;
import dev.sallyport.scope.ScopeSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two demands that both hold let nobody in whom one of them keeps out. */
class PrecedenceTest {
    private static final AccessRule ANY = AccessRule.authenticated();

    @Test
    void tenantOfEitherHolds() {
        AccessRule tenant = ANY.withTenant("company");
        AccessRule scope = all("a:read");

        assertThat(both(tenant, scope)).isEqualTo(scope.withTenant("company"));
        assertThat(both(scope, tenant)).isEqualTo(scope.withTenant("company"));
        assertThat(both(all("b:read").withTenant("company"), scope.withTenant("company")))
                .isEqualTo(all("a:read", "b:read").withTenant("company"));
        assertThatIllegalStateException()
                .isThrownBy(() -> both(tenant, ANY.withTenant("team")))
                .withMessageContaining("service and method each take the tenant from another variable");
    }

    @Test
    void stricterHolds() {
        for (AccessRule less : new AccessRule[] {AccessRule.open(), ANY, all("a:read")}) {
            assertThat(both(less, AccessRule.closed())).isEqualTo(AccessRule.closed());
            assertThat(both(AccessRule.closed(), less)).isEqualTo(AccessRule.closed());
        }
        assertThat(both(AccessRule.open(), ANY)).isEqualTo(ANY);
        assertThat(both(ANY, AccessRule.open())).isEqualTo(ANY);
    }

    @Test
    void oneOfSeveralScopesHoldsBesideAll() {
        assertThat(both(all("c:read"), any("a:read", "b:read"))).isEqualTo(rule("c:read", "a:read", "b:read"));
        assertThat(both(any("a:read", "b:read"), all("c:read"))).isEqualTo(rule("c:read", "a:read", "b:read"));
    }

    @Test
    void whoeverHasAllMeetsOneOfSeveral() {
        assertThat(both(all("a:read"), any("a:read", "b:read"))).isEqualTo(all("a:read"));
        assertThat(both(any("a:read", "b:read"), all("a:read"))).isEqualTo(all("a:read"));
    }

    @Test
    void fewerOfSeveralScopesHold() {
        assertThat(both(any("a:read", "b:read"), any("a:read", "b:read", "c:read")))
                .isEqualTo(any("a:read", "b:read"));
        assertThat(both(any("a:read", "b:read", "c:read"), any("a:read", "b:read")))
                .isEqualTo(any("a:read", "b:read"));
        assertThatIllegalStateException()
                .isThrownBy(() -> both(any("a:read", "b:read"), any("b:read", "c:read")))
                .withMessageContaining("service and method each demand one of several");
    }

    @Test
    void rolesOfEitherHold() {
        assertThat(both(ANY, ANY.withRoles(Set.of("admin")))).isEqualTo(ANY.withRoles(Set.of("admin")));
        assertThat(both(ANY.withRoles(Set.of("admin")), all("a:read")))
                .isEqualTo(all("a:read").withRoles(Set.of("admin")));
    }

    /** Messages name every place that a reader must look at. */
    @Test
    void placesOfBothAreNamed() {
        FoundDemand one = new FoundDemand(all("a:read"), 0, "service");

        assertThat(Precedence.both(one, new FoundDemand(all("b:read"), 2, "method")))
                .isEqualTo(new FoundDemand(all("a:read", "b:read"), 2, "service and method"));
        assertThat(Precedence.both(one, new FoundDemand(all("b:read"), 2, "service"))
                        .where())
                .isEqualTo("service");
        assertThat(Precedence.both(one, new FoundDemand(all("a:read"), 2, "method"))
                        .where())
                .isEqualTo("method");
    }

    private static AccessRule both(AccessRule service, AccessRule method) {
        return Precedence.both(new FoundDemand(service, 0, "service"), new FoundDemand(method, 2, "method"))
                .demand();
    }

    private static AccessRule all(String... scopes) {
        return ANY.withScopes(ScopeSet.of(scopes), ScopeSet.of());
    }

    private static AccessRule any(String... scopes) {
        return ANY.withScopes(ScopeSet.of(), ScopeSet.of(scopes));
    }

    private static AccessRule rule(String all, String... any) {
        return ANY.withScopes(ScopeSet.of(all), ScopeSet.of(any));
    }
}
