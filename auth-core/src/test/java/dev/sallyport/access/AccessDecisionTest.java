package dev.sallyport.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.outcome.Refusal.Cause;
import dev.sallyport.scope.ScopeSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessDecisionTest {
    private static Caller caller(String scopes, Set<String> roles) {
        return new Caller(
                "ada",
                CallerKind.USER,
                null,
                ScopeSet.parse(scopes),
                roles,
                null,
                null,
                Instant.EPOCH,
                List.of("pwd"),
                null,
                Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // held, all of, any of, role asked for, refused with
                "'', '', '', -, -",
                "r:read, r:read, '', -, -",
                "r:*, r:read r:write, '', -, -",
                "r:read, r:read r:write, '', -, INSUFFICIENT_SCOPE",
                "r:read, r:*, '', -, INSUFFICIENT_SCOPE",
                "r:write, '', r:read r:write, -, -",
                "r:*, '', r:read r:write, -, -",
                "u:read, '', r:read r:write, -, INSUFFICIENT_SCOPE",
                "r:read u:read, r:read, u:read u:write, -, -",
                "r:read, r:read, u:read u:write, -, INSUFFICIENT_SCOPE",
                "u:read, r:read, u:read u:write, -, INSUFFICIENT_SCOPE",
                "'', '', '', analyst, -",
                "'', '', '', admin, FORBIDDEN",
                "r:read, r:read, '', admin, FORBIDDEN",
                "'', r:read, '', analyst, INSUFFICIENT_SCOPE",
            })
    void demandsScopesAndRoles(String held, String all, String any, String role, Cause refused) {
        AccessRule rule = AccessRule.authenticated()
                .withScopes(ScopeSet.parse(all), ScopeSet.parse(any))
                .withRoles(role == null ? Set.of() : Set.of(role, "owner"));

        assertThat(AccessDecision.refuse(caller(held, Set.of("analyst", "staff")), rule)
                        .map(Refusal::cause))
                .isEqualTo(Optional.ofNullable(refused));
    }

    @Test
    void withoutACallerOnlyAnOpenResourceMayBeCalled() {
        assertThat(AccessDecision.refuse(null, AccessRule.open())).isEmpty();
        assertThat(AccessDecision.refuse(null, AccessRule.authenticated()).map(Refusal::cause))
                .contains(Cause.AUTHENTICATION_REQUIRED);
        assertThat(AccessDecision.refuse(null, AccessRule.closed()).map(Refusal::cause))
                .contains(Cause.FORBIDDEN);
    }

    @Test
    void aClosedResourceRefusesEverybody() {
        assertThat(AccessDecision.refuse(caller("r:*", Set.of("admin")), AccessRule.closed())
                        .map(Refusal::cause))
                .contains(Cause.FORBIDDEN);
    }

    @Test
    void anOpenResourceAsksACallerForNothing() {
        assertThat(AccessDecision.refuse(caller("", Set.of()), AccessRule.open()))
                .isEmpty();
    }

    @Test
    void namesTheScopesNeeded() {
        AccessRule rule = AccessRule.authenticated().withScopes(ScopeSet.of("r:write", "r:read"), ScopeSet.none());

        Refusal refusal =
                AccessDecision.refuse(caller("r:read", Set.of()), rule).orElseThrow();

        assertThat(refusal.needed()).isEqualTo(ScopeSet.of("r:read", "r:write"));
        assertThat(refusal.detail()).isEqualTo("This needs the scope: r:read r:write.");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // the caller's tenant, whether the rule asks for one, as the path names it, refused with
                "acme, true, acme, -",
                "acme, true, other, NOT_FOUND",
                "acme, true, -, NOT_FOUND",
                "-, true, acme, NOT_FOUND",
                "-, true, -, NOT_FOUND",
                "acme, false, acme, -",
                "acme, false, other, NOT_FOUND",
                "acme, false, -, -",
                "-, false, -, -",
            })
    void anotherTenantsResourceDoesNotExist(String own, boolean asked, String named, Cause refused) {
        AccessRule rule = asked ? AccessRule.authenticated().withTenant("tenant") : AccessRule.authenticated();
        Caller caller = caller(CallerKind.USER, own, ScopeSet.none());
        assertThat(AccessDecision.refuse(caller, rule, named).map(Refusal::cause))
                .isEqualTo(Optional.ofNullable(refused));
    }

    @Test
    void withoutATenantOfThePathARuleThatAsksForOneRefuses() {
        AccessRule rule = AccessRule.authenticated().withTenant("tenant");
        assertThat(rule.tenantVariable()).isEqualTo("tenant");
        assertThat(AccessDecision.refuse(caller(CallerKind.USER, "acme", ScopeSet.none()), rule)
                        .map(Refusal::cause))
                .contains(Cause.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        // all of, any of, refused
        "'', '', true",
        "r:read, '', false",
        "'', r:read r:write, false",
    })
    void embedTokenReachesOnlyWhatAsksForAScopeThatItHas(String all, String any, boolean refused) {
        AccessRule rule = AccessRule.authenticated().withScopes(ScopeSet.parse(all), ScopeSet.parse(any));
        ScopeSet held = ScopeSet.of("r:read");
        assertThat(AccessDecision.refuse(caller(CallerKind.EMBED, null, held), rule)
                        .map(Refusal::cause))
                .isEqualTo(refused ? Optional.of(Cause.FORBIDDEN) : Optional.empty());
        assertThat(AccessDecision.refuse(caller(CallerKind.USER, null, held), rule))
                .isEmpty();
    }

    private static Caller caller(CallerKind kind, @Nullable String tenant, ScopeSet scopes) {
        return new Caller(
                "ada", kind, tenant, scopes, Set.of(), null, null, Instant.EPOCH, List.of("pwd"), null, Map.of());
    }
}
