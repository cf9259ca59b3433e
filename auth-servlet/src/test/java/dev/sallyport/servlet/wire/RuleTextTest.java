package dev.sallyport.servlet.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.access.AccessRule;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table at the start says in words what each endpoint demands. */
class RuleTextTest {
    private static final AccessRule CALLER = AccessRule.authenticated();

    @Test
    void demandIsSaidWhereThereIsNothingElse() {
        assertThat(RuleText.of(AccessRule.open())).isEqualTo("open");
        assertThat(RuleText.of(CALLER)).isEqualTo("any credential");
        assertThat(RuleText.of(AccessRule.closed())).isEqualTo("closed");
    }

    @Test
    void scopesRolesAndTenantAreSaidInOrder() {
        AccessRule rule = CALLER.withScopes(ScopeSet.of("b", "a"), ScopeSet.of("d", "c"))
                .withRoles(Set.of("y", "x"))
                .withTenant("company_id");

        assertThat(RuleText.of(rule)).isEqualTo("scope a and b, scope c or d, role x or y, of tenant {company_id}");
        assertThat(RuleText.of(CALLER.withScopes(ScopeSet.none(), ScopeSet.of("c"))))
                .isEqualTo("scope c");
    }

    @Test
    void limitsComeLast() {
        AccessRule.Limit limit = new AccessRule.Limit(RateLimit.parse("5/hour"), LimitBy.ADDRESS, "x");

        assertThat(RuleText.of(AccessRule.open().withLimits(List.of(limit)))).isEqualTo("open, 5/hour by address");
    }
}
