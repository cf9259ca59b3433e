package dev.sallyport.servlet.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sallyport.access.AccessRule;
import dev.sallyport.access.RateLimited;
import dev.sallyport.fixtures.LogLines;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.scope.Scope;
import dev.sallyport.scope.ScopeCatalog;
import dev.sallyport.scope.ScopeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleValidatorTest {
    private static final ScopeCatalog SCOPES = ScopeCatalog.of(Map.of(new Scope("reports:read"), ""));

    private final RuleValidator validator = new RuleValidator(SCOPES, Set.of("company"), Set.of("viewer"));

    /** A scope that no token can have would close the method to everyone; one of several is found out as well. */
    @Test
    void scopeThatNobodyDeclaredIsRefused() {
        for (AccessRule rule : List.of(
                AccessRule.authenticated().withScopes(ScopeSet.of("reports:erase"), ScopeSet.of()),
                AccessRule.authenticated().withScopes(ScopeSet.of(), ScopeSet.of("reports:read", "reports:erase")))) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> validator.rule(new FoundDemand(rule, 0, "Reports.get"), List.of()))
                    .withMessageContaining("@RequiresScope on Reports.get")
                    .withMessageContaining("reports:erase");
        }
    }

    @Test
    void roleThatNobodyDeclaredIsToldOnce() {
        try (LogLines lines = LogLines.of(RuleValidator.class)) {
            assertThat(roles("boss", "Reports.get").rolesAnyOf()).containsExactly("boss");
            assertThat(roles("boss", "Reports.put").rolesAnyOf()).containsExactly("boss");
            assertThat(roles("viewer", "Reports.get").rolesAnyOf()).containsExactly("viewer");

            assertThat(lines.lines())
                    .singleElement()
                    .asString()
                    .startsWith("@RolesAllowed on Reports.get names the role \"boss\", which is not declared")
                    .endsWith("known are: [viewer]");
        }
    }

    @Test
    void whereNoRolesAreDeclaredNoneIsTold() {
        try (LogLines lines = LogLines.of(RuleValidator.class)) {
            new RuleValidator(SCOPES, Set.of()).rule(found("boss", "Reports.get"), List.of());

            assertThat(lines.lines()).isEmpty();
        }
    }

    @Test
    void limitWithoutGroupIsCountedUnderItsResource() {
        List<AccessRule.Limit> limits = new ArrayList<>();

        validator.addLimit(limits, Limits.named("plain"), "/reports");
        validator.addLimit(limits, Limits.named("plain"), "/reports");
        validator.addLimit(limits, null, "/reports");

        assertThat(limits).singleElement().satisfies(limit -> {
            assertThat(limit.limit()).hasToString("5/minute");
            assertThat(limit.by()).isEqualTo(LimitBy.ADDRESS);
            assertThat(limit.group()).isEqualTo("/reports");
            assertThat(limit.shown()).isEqualTo("/reports");
        });
    }

    /** It would share the count of the general limit. */
    @Test
    void groupThatHasTheNameOfAGeneralLimitIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> validator.addLimit(new ArrayList<>(), Limits.named("general"), "/reports"))
                .withMessageStartingWith("@RateLimited for /reports: ");
    }

    @Test
    void oneGroupCountsByOneThing() {
        validator.addLimit(new ArrayList<>(), Limits.named("byAddress"), "/reports");

        assertThatIllegalStateException()
                .isThrownBy(() -> validator.addLimit(new ArrayList<>(), Limits.named("byCaller"), "/bills"))
                .withMessageContaining("write the same in both places");
    }

    @Test
    void whatBreaksAHeaderIsReplaced() {
        assertThat(RuleValidator.printable("!~a.B$1")).isEqualTo("!~a.B$1");
        assertThat(RuleValidator.printable("a b\u007fc\"d\\e\r\nf\u00e9")).isEqualTo("a_b_c_d_e__f_");
    }

    private AccessRule roles(String role, String where) {
        return validator.rule(found(role, where), List.of()).rule();
    }

    private static FoundDemand found(String role, String where) {
        return new FoundDemand(AccessRule.authenticated().withRoles(Set.of(role)), 0, where);
    }

    static final class Limits {
        @RateLimited(value = "5/minute", by = LimitBy.ADDRESS)
        void plain() {}

        @RateLimited(value = "5/minute", group = "default")
        void general() {}

        @RateLimited(value = "5/minute", by = LimitBy.ADDRESS, group = "shared")
        void byAddress() {}

        @RateLimited(value = "5/minute", by = LimitBy.CALLER, group = "shared")
        void byCaller() {}

        static RateLimited named(String method) {
            try {
                return Limits.class.getDeclaredMethod(method).getAnnotation(RateLimited.class);
            } catch (NoSuchMethodException e) {
                throw new AssertionError(e);
            }
        }
    }
}
