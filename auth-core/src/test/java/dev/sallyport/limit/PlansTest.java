package dev.sallyport.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlansTest {
    private static final Plan FREE = Plan.of("free", "100/hour, 1000/day").group("reports:generate", "10/hour");
    private static final Plan PRO = Plan.of("pro", "1000/hour").forRoles("premium");
    private static final Plan EMBED = Plan.of("embed", "50/minute").forClientTypes("dashboard");
    private static final Plans PLANS = Plans.withDefault(FREE).and(PRO).and(EMBED);

    private static String planOf(@Nullable String attribute, String... roles) {
        Map<String, String> attributes = attribute == null ? Map.of() : Map.of("plan", attribute);
        return PLANS.ofUser("ada", null, null, attributes, Set.of(roles)).plan().name();
    }

    @Test
    void attributeComesBeforeRolesAndTheDefaultLast() {
        assertThat(planOf(null)).isEqualTo("free");
        assertThat(planOf("pro")).isEqualTo("pro");
        assertThat(planOf(null, "premium")).isEqualTo("pro");
        assertThat(planOf("free", "premium")).isEqualTo("free");
        assertThat(planOf("no such plan")).isEqualTo("free");
        assertThat(planOf("no such plan", "premium")).isEqualTo("pro");
    }

    @Test
    void clientsHaveThePlanOfTheirType() {
        assertThat(PLANS.ofClient("d_1", null, "dashboard").plan().name()).isEqualTo("embed");
        assertThat(PLANS.ofClient("p_1", null, "project").plan().name()).isEqualTo("free");
    }

    @Test
    void requestsCountByCallerUnlessToldOtherwiseAndByKeyBelowACeiling() {
        assertThat(key(FREE, null, "k1")).isEqualTo("plan|caller:ada");
        assertThat(key(FREE.ceiling("500/hour"), null, "k1")).isEqualTo("plan|key:k1");
        assertThat(key(FREE, null, null)).isEqualTo("plan|caller:ada");
        assertThat(key(FREE.countedBy(LimitBy.CALLER), null, "k1")).isEqualTo("plan|caller:ada");
        assertThat(key(FREE.countedBy(LimitBy.TENANT), "acme", "k1")).isEqualTo("plan|tenant:acme");
        assertThat(key(FREE.countedBy(LimitBy.TENANT), null, "k1")).isEqualTo("plan|caller:ada");
    }

    @Test
    void ceilingIsForPlansThatCountByCredential() {
        assertThatThrownBy(() -> FREE.countedBy(LimitBy.TENANT).ceiling("500/hour"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("leave out ceiling(…)");
        assertThat(Plans.withDefault(FREE.ceiling("500/hour"))
                        .ofUser("ada", null, "k1", Map.of(), Set.of())
                        .groupKey("reports"))
                .isEqualTo("plan|all:ada|reports");
    }

    private static String key(Plan plan, @Nullable String tenant, @Nullable String credential) {
        return Plans.withDefault(plan)
                .ofUser("ada", tenant, credential, Map.of(), Set.of())
                .key();
    }

    @Test
    void nobodyHasTheDefaultOrAPlanOfTheirOwn() {
        assertThat(PLANS.ofNobody(ClientAddress.of("192.0.2.1")))
                .isEqualTo(new Plan.Budget(FREE, "plan|address:192.0.2.1"));
        Plan office = Plan.of("office", "5000/hour");
        assertThat(PLANS.forNobody(office)
                        .ofNobody(ClientAddress.of("192.0.2.1"))
                        .plan())
                .isEqualTo(office);
    }

    @Test
    void attributeCanHaveAnotherName() {
        assertThat(PLANS.byAttribute("tier")
                        .ofUser("ada", null, null, Map.of("tier", "pro", "plan", "free"), Set.of())
                        .plan())
                .isEqualTo(PRO);
    }

    @Test
    void whatCannotBeToldApartIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLANS.and(Plan.of("pro", "1/hour")))
                .withMessage("Plan \"pro\" is declared twice: remove one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLANS.and(Plan.of("gold", "1/hour").forRoles("premium")))
                .withMessage("Plans \"pro\" and \"gold\" are both for the role \"premium\": take it out of one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PLANS.and(Plan.of("gold", "1/hour").forClientTypes("dashboard")))
                .withMessageContaining("both for the client type \"dashboard\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of("big \"plan\"", "1/hour"))
                .withMessageStartingWith("The name of a plan has 1 to 64 of");
        assertThatIllegalArgumentException().isThrownBy(() -> Plan.of("gold", "often"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FREE.countedBy(LimitBy.ADDRESS))
                .withMessageContaining("use limit(LimitBy.ADDRESS, …)");
    }

    @Test
    void namesEveryRoleAndTypeThatAPlanIsFor() {
        assertThat(PLANS.roles()).containsExactly("premium");
        assertThat(PLANS.clientTypes()).containsExactly("dashboard");
        assertThat(Plans.withDefault(FREE).roles()).isEmpty();
    }

    @Test
    void eachAdditionLeavesTheFormerPlansAsTheyWere() {
        Plans both = Plans.withDefault(FREE).and(PRO);
        assertThat(both.roles()).containsExactly("premium");
        assertThat(both.clientTypes()).isEmpty();
        Plan more = FREE.group("reports:read", "20/hour");
        assertThat(more.groups()).containsOnlyKeys("reports:generate", "reports:read");
        assertThat(FREE.groups()).containsOnlyKeys("reports:generate");
    }
}
