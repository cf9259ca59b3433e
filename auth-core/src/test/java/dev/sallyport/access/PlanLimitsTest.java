package dev.sallyport.access;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.fixture.Node;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.LimitBy;
import dev.sallyport.limit.LimitDecision;
import dev.sallyport.limit.Plan;
import dev.sallyport.limit.Plans;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanLimitsTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final AccessRule PLAIN = AccessRule.authenticated();
    private static final AccessRule GENERATE = PLAIN.withLimits(
            List.of(new AccessRule.Limit(RateLimit.parse("3/hour"), LimitBy.CALLER, "reports:generate")));
    private static final AccessRule OTHER =
            PLAIN.withLimits(List.of(new AccessRule.Limit(RateLimit.parse("4/hour"), LimitBy.CALLER, "other")));

    private final Node node = Node.create(settings -> settings.clientTypes(
                    ClientType.of("project", "p_", "ps_", CallerKind.CLIENT).withScopes("reports:read"))
            .plans(Plans.withDefault(Plan.of("free", "10/hour, 15/day").group("reports:generate", "2/hour"))
                    .and(Plan.of("pro", "100/hour").group("reports:generate", "20/hour"))
                    .and(Plan.of("clients", "7/hour").forClientTypes("project"))));

    @AfterEach
    void close() {
        node.close();
    }

    private void userOf(String id, String plan) {
        node.auth
                .users()
                .createIfAbsent(NewUser.of(id)
                        .withId(id)
                        .withPassword(Node.PASSWORD)
                        .withRoles("analyst")
                        .withAttributes(Map.of("plan", plan)));
    }

    private RequestLimits.Result ask(Secret credential, AccessRule rule) {
        return ask(node, credential, rule);
    }

    private static RequestLimits.Result ask(Node node, Secret credential, AccessRule rule) {
        if (node.authenticate(credential) instanceof AuthenticationResult.Accepted accepted) {
            return node.auth
                    .requestLimits()
                    .check(accepted.caller(), accepted.rateLimit(), accepted.plan(), ClientAddress.of(ADDRESS), rule);
        }
        throw new AssertionError("refused");
    }

    private LimitDecision decide(Secret credential, AccessRule rule) {
        return Objects.requireNonNull(ask(credential, rule).decision());
    }

    private int room(Secret credential, AccessRule rule) {
        int passed = 0;
        while (passed < 1_000 && ask(credential, rule).isAllowed()) {
            passed++;
        }
        return passed;
    }

    @Test
    void eachPlanHasItsOwnLimitAndAnUnknownOneTheDefaults() {
        userOf("ada", "free");
        userOf("bob", "pro");
        userOf("eve", "no such plan");
        assertThat(room(node.key("ada").secret(), PLAIN)).isEqualTo(10);
        assertThat(room(node.key("bob").secret(), PLAIN)).isEqualTo(100);
        assertThat(room(node.key("eve").secret(), PLAIN)).isEqualTo(10);
    }

    @Test
    void bothWindowsHoldAndTheTightestIsTold() {
        userOf("ada", "free");
        Secret key = node.key("ada").secret();
        LimitDecision first = decide(key, PLAIN);
        assertThat(first.window()).isEqualTo(new RateLimit.Window(10, HOUR));
        assertThat(first.remaining()).isEqualTo(9);
        assertThat(room(key, PLAIN)).isEqualTo(9);
        assertThat(decide(key, PLAIN).window().period()).isEqualTo(HOUR);
        node.clock.advance(HOUR);
        assertThat(room(key, PLAIN)).as("the day allows 15").isEqualTo(5);
        LimitDecision refused = decide(key, PLAIN);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.window()).isEqualTo(new RateLimit.Window(15, DAY));
        assertThat(ask(key, PLAIN).policy()).isEqualTo("free");
    }

    @Test
    void groupCountsApartAndByThePlanInPlaceOfTheAnnotation() {
        userOf("ada", "free");
        userOf("bob", "pro");
        Secret ada = node.key("ada").secret();
        assertThat(room(ada, GENERATE)).isEqualTo(2);
        RequestLimits.Result refused = ask(ada, GENERATE);
        assertThat(refused.policy()).isEqualTo("reports:generate");
        assertThat(ask(ada, PLAIN).isAllowed())
                .as("the group is full, not the plan")
                .isTrue();
        assertThat(room(node.key("bob").secret(), GENERATE)).isEqualTo(20);
        assertThat(room(node.key("bob").secret(), OTHER))
                .as("a group that no plan names")
                .isEqualTo(4);
    }

    @Test
    void planIsNotMultipliedByKeysRotationsOrLogins() {
        userOf("ada", "free");
        Secret one = node.key("ada").secret();
        assertThat(room(one, PLAIN)).isEqualTo(10);
        assertThat(ask(node.keyLogin(one, "job").accessToken(), PLAIN).isAllowed())
                .isFalse();
        for (int i = 0; i < 5; i++) {
            assertThat(ask(node.key("ada").secret(), PLAIN).isAllowed())
                    .as("another key opens no new budget")
                    .isFalse();
        }
        NewApiKey old = node.key("ada");
        Secret rotated = done(node.auth.apiKeys().rotate(old.key().id(), Duration.ZERO, Actor.application()))
                .secret();
        assertThat(ask(rotated, PLAIN).isAllowed()).isFalse();
        assertThat(ask(node.login("ada").accessToken(), PLAIN).isAllowed())
                .as("nor does a login")
                .isFalse();
        userOf("bob", "free");
        assertThat(room(node.key("bob").secret(), PLAIN)).as("somebody else").isEqualTo(10);
    }

    @Test
    void groupIsNotMultipliedByKeys() {
        userOf("ada", "free");
        assertThat(room(node.key("ada").secret(), GENERATE)).isEqualTo(2);
        assertThat(ask(node.key("ada").secret(), GENERATE).isAllowed()).isFalse();
    }

    @Test
    void belowACeilingKeysCountApartAndTheCeilingHoldsForAll() {
        try (Node other = Node.create(settings ->
                settings.plans(Plans.withDefault(Plan.of("free", "10/hour").ceiling("25/hour"))))) {
            other.auth.users().createIfAbsent(NewUser.of("ada").withId("ada").withPassword(Node.PASSWORD));
            assertThat(room(other, other.key("ada").secret())).isEqualTo(10);
            assertThat(room(other, other.key("ada").secret())).isEqualTo(10);
            assertThat(room(other, other.login("ada").accessToken())).isEqualTo(5);
            RequestLimits.Result refused = ask(other, other.key("ada").secret(), PLAIN);
            assertThat(refused.isAllowed()).isFalse();
            assertThat(refused.policy()).isEqualTo("free");
            assertThat(Objects.requireNonNull(refused.decision()).window().permits())
                    .isEqualTo(25);
        }
    }

    private static int room(Node node, Secret credential) {
        int passed = 0;
        while (passed < 1_000 && ask(node, credential, PLAIN).isAllowed()) {
            passed++;
        }
        return passed;
    }

    @Test
    void ownLimitOfAKeyCanOnlyTighten() {
        userOf("ada", "free");
        assertThat(room(key("3/hour"), PLAIN)).isEqualTo(3);
        userOf("bob", "free");
        assertThat(room(node.key("bob").secret(), PLAIN)).isEqualTo(10);
    }

    private Secret key(String ownLimit) {
        return node.key(
                        "ada",
                        new KeyRequest(
                                "job",
                                null,
                                ScopeSet.of("reports:read"),
                                KeyRequest.Expiry.at(null),
                                RateLimit.parse(ownLimit)))
                .secret();
    }

    @Test
    void anotherPlanHoldsAtOnceAndWhatWasUsedGoesAlong() {
        userOf("ada", "pro");
        Secret key = node.key("ada").secret();
        for (int i = 0; i < 50; i++) {
            assertThat(ask(key, PLAIN).isAllowed()).isTrue();
        }
        changePlan("free");
        LimitDecision afterwards = decide(key, PLAIN);
        assertThat(afterwards.window().permits()).isEqualTo(10);
        assertThat(afterwards.remaining()).as("half of the hour was used").isEqualTo(4);
        assertThat(room(key, PLAIN)).isEqualTo(4);
        changePlan("pro");
        assertThat(decide(key, PLAIN).window().permits()).isEqualTo(100);
    }

    private void changePlan(String plan) {
        done(node.auth.users().update("ada", user -> user.withAttributes(Map.of("plan", plan)), Actor.application()));
    }

    @Test
    void clientsHaveThePlanOfTheirType() {
        var client = done(node.auth.clients().create(ClientRequest.of("project", "one"), Actor.application()));
        Secret token = done(node.auth
                        .logins()
                        .withClient(ClientLogin.of(client.client().id(), client.secret(), origin(null))))
                .accessToken();
        assertThat(room(token, PLAIN)).isEqualTo(7);
    }

    @Test
    void whoeverComesWithoutACredentialCountsByAddressAgainstTheDefault() {
        RequestLimits limits = node.auth.requestLimits();
        for (int i = 0; i < 10; i++) {
            assertThat(limits.checkNobody(ClientAddress.of(ADDRESS), PLAIN).isAllowed())
                    .isTrue();
        }
        assertThat(limits.checkNobody(ClientAddress.of(ADDRESS), PLAIN).isAllowed())
                .isFalse();
        assertThat(limits.checkNobody(ClientAddress.of("198.51.100.7"), PLAIN).isAllowed())
                .isTrue();
    }

    @Test
    void recognisedCallerCostsNoCallOfTheStore() {
        userOf("ada", "pro");
        Secret key = node.key("ada").secret();
        ask(key, GENERATE);
        node.stores.forget();
        ask(key, GENERATE);
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void namesOfAPlanMustBeDeclared() {
        assertThatThrownBy(() -> Sallyport.builder()
                        .issuer("https://api.example.com")
                        .plans(Plans.withDefault(Plan.of("free", "1/hour").forRoles("premium")))
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("plans(…) names the role \"premium\", which is not declared: add it with roles(…), or take"
                        + " it out of the plan");
        assertThatThrownBy(() -> Sallyport.builder()
                        .issuer("https://api.example.com")
                        .plans(Plans.withDefault(Plan.of("free", "1/hour").forClientTypes("project")))
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the client type \"project\"");
    }
}
