package dev.sallyport.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessRuleTest {
    private static final AccessRule.Limit LIMIT =
            new AccessRule.Limit(RateLimit.parse("5/minute"), LimitBy.ADDRESS, "reports");

    @Test
    void anOpenRuleCannotAskForWhatNobodyWouldCheck() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessRule.open().withScopes(ScopeSet.of("r:read"), ScopeSet.none()))
                .withMessage(
                        "A rule that is OPEN asks for no scope or role, because nothing would check it; make it CALLER,"
                                + " or drop scopes and roles");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessRule.open().withScopes(ScopeSet.none(), ScopeSet.of("r:read")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessRule.closed().withRoles(Set.of("admin")));
    }

    @Test
    void everyRuleMayBeLimited() {
        for (AccessRule rule : List.of(AccessRule.open(), AccessRule.authenticated(), AccessRule.closed())) {
            assertThat(rule.withLimits(List.of(LIMIT)).limits()).containsExactly(LIMIT);
        }
    }

    @Test
    void keepsACopyOfItsLimits() {
        List<AccessRule.Limit> limits = new ArrayList<>(List.of(LIMIT));
        AccessRule rule = AccessRule.open().withLimits(limits);
        limits.clear();

        assertThat(rule.limits()).containsExactly(LIMIT);
    }
}
