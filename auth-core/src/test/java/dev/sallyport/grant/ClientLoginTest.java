package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.access.AccessDecision;
import dev.sallyport.access.AccessRule;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.Clients;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClientLoginTest {
    private static final Actor APP = Actor.application();
    private static final ClientType PROJECT =
            ClientType.of("project", "p_", "ps_", CallerKind.CLIENT).withScopes("reports:read", "reports:generate");
    private static final ClientType DASHBOARD = ClientType.of("dashboard", "d_", "ds_", CallerKind.EMBED)
            .withScopes("reports:read")
            .withLifetime(Duration.ofMinutes(5), Duration.ofMinutes(10))
            .withClaims("tenantId", "endUserId", "params")
            .withTenantFromRequest();

    private final Node node = Node.create(settings -> settings.clientTypes(PROJECT, DASHBOARD));
    private final Clients clients = node.auth.clients();
    private final NewClient project = done(clients.create(ClientRequest.of("project", "one"), APP));
    private final NewClient dashboard = done(clients.create(ClientRequest.of("dashboard", "one"), APP));

    @AfterEach
    void close() {
        node.close();
    }

    private Outcome<Login> tryLogin(String id, Secret secret) {
        return node.auth.logins().withClient(ClientLogin.of(id, secret, origin(null)));
    }

    private Login login(NewClient client) {
        return done(tryLogin(client.client().id(), client.secret()));
    }

    private Outcome<Login> ask(Duration lifetime, Map<String, Object> claims) {
        return node.auth
                .logins()
                .withClient(new ClientLogin(
                        null, dashboard.client().id(), dashboard.secret(), null, lifetime, claims, origin(null)));
    }

    @Test
    void idAndSecretBecomeATokenOfTheTypesKind() {
        assertThat(project.client().id()).matches("p_[0-9a-f]{32}");
        assertThat(project.secret().reveal()).matches("ps_[0-9a-f]{64}");
        Caller caller = node.accepted(login(project).accessToken());
        assertThat(caller.kind()).isEqualTo(CallerKind.CLIENT);
        assertThat(caller.id()).isEqualTo(project.client().id());
        assertThat(caller.scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:generate"));
        assertThat(node.accepted(login(dashboard).accessToken()).kind()).isEqualTo(CallerKind.EMBED);
    }

    @Test
    void secretIsKeptAsADigestOnly() {
        assertThat(node.stores
                        .stores()
                        .clients()
                        .find(project.client().id())
                        .orElseThrow()
                        .toString())
                .doesNotContain(project.secret().reveal());
        assertThat(project.toString()).doesNotContain(project.secret().reveal());
    }

    @Test
    void unknownWrongAndDisabledLookAlike() {
        Refusal unknown = refusal(tryLogin("p_" + "0".repeat(32), project.secret()));
        assertThat(unknown.cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        assertThat(refusal(tryLogin(project.client().id(), dashboard.secret()))).isEqualTo(unknown);
        assertThat(refusal(tryLogin("", Secret.of("")))).isEqualTo(unknown);
        done(clients.disable(project.client().id(), APP));
        assertThat(refusal(tryLogin(project.client().id(), project.secret()))).isEqualTo(unknown);
    }

    @Test
    void unknownAndWrongCostTheSameCalls() {
        node.stores.forget();
        tryLogin("p_" + "0".repeat(32), project.secret());
        List<String> unknown = node.stores.calls();
        node.stores.forget();
        tryLogin(project.client().id(), dashboard.secret());
        assertThat(node.stores.calls()).isEqualTo(unknown);
    }

    @Test
    void typeThatIsAskedForMustBeTheClients() {
        ClientLogin wrong = new ClientLogin(
                "project", dashboard.client().id(), dashboard.secret(), null, null, Map.of(), origin(null));
        assertThat(refusal(node.auth.logins().withClient(wrong)).cause()).isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void failuresAreBoundedByClientAndAddressAndToldAlike() {
        for (String id : List.of(project.client().id(), "p_" + "0".repeat(32))) {
            for (int i = 0; i < 20; i++) {
                assertThat(refusal(tryLogin(id, Secret.of("wrong"))).cause())
                        .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
            }
            Refusal closed = refusal(tryLogin(id, Secret.of("wrong")));
            assertThat(closed.cause()).isEqualTo(Refusal.Cause.RATE_LIMITED);
            assertThat(closed.retryAfter()).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(15));
            assertThat(refusal(tryLogin(id, project.secret())).cause())
                    .as("with a right secret too")
                    .isEqualTo(Refusal.Cause.RATE_LIMITED);
        }
        LoginOrigin elsewhere = new LoginOrigin("198.51.100.7", null, null);
        done(node.auth.logins().withClient(ClientLogin.of(project.client().id(), project.secret(), elsewhere)));
        node.clock.advance(Duration.ofMinutes(15));
        login(project);
    }

    @Test
    void rotationLetsTheOldSecretGoOnForTheOverlap() {
        NewClient rotated = done(clients.rotateSecret(project.client().id(), Duration.ofHours(1), APP));
        login(project);
        login(rotated);
        NewClient again = done(clients.rotateSecret(project.client().id(), Duration.ofHours(2), APP));
        login(again);
        login(rotated);
        assertThat(refusal(tryLogin(project.client().id(), project.secret())).cause())
                .as("never more than two")
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        node.clock.advance(Duration.ofHours(2));
        login(again);
        assertThat(tryLogin(rotated.client().id(), rotated.secret())).isInstanceOf(Outcome.Refused.class);
        done(clients.rotateSecret(project.client().id(), Duration.ZERO, APP));
        assertThat(tryLogin(again.client().id(), again.secret())).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void tokensStopWithTheirClientAndFollowItsScopes() {
        Secret token = login(project).accessToken();
        assertThat(node.accepts(token)).isTrue();
        done(clients.disable(project.client().id(), APP));
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        done(clients.enable(project.client().id(), APP));
        assertThat(node.accepts(token)).isTrue();
        done(clients.delete(project.client().id(), APP));
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void oneTokenIsRevokedAlone() {
        Secret one = login(project).accessToken();
        Secret other = login(project).accessToken();
        assertThat(node.accepts(one)).isTrue();
        assertThat(node.auth.revocations().revoke(one, "test", APP)).isTrue();
        assertThat(node.refused(one)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        assertThat(node.accepts(other)).isTrue();
        node.auth.revocations().revoke(one, "test", APP);
    }

    @Test
    void lifetimeIsFromASecondToTheTypesMaximum() {
        assertThat(login(dashboard).expiresIn()).isEqualTo(Duration.ofMinutes(5));
        assertThat(done(ask(Duration.ofSeconds(1), Map.of())).expiresIn()).isEqualTo(Duration.ofSeconds(1));
        assertThat(done(ask(Duration.ofMinutes(10), Map.of())).expiresIn()).isEqualTo(Duration.ofMinutes(10));
        for (Duration wrong : List.of(
                Duration.ZERO, Duration.ofSeconds(-1), Duration.ofMinutes(10).plusSeconds(1))) {
            assertThat(refusal(ask(wrong, Map.of())).errors())
                    .extracting("field")
                    .containsExactly("tokenExpiry");
        }
    }

    @Test
    void claimsAreThoseOfTheTypeAndStandApart() {
        Login login = done(ask(
                Duration.ofMinutes(1),
                Map.of("tenantId", "acme", "endUserId", "u1", "params", Map.of("theme", "dark"))));
        Caller caller = node.accepted(login.accessToken());
        assertThat(caller.tenant()).isEqualTo("acme");
        assertThat(caller.claims()).containsEntry("endUserId", "u1").containsEntry("params", Map.of("theme", "dark"));
        assertThat(caller.id()).isEqualTo(dashboard.client().id());
        assertThat(refusal(ask(Duration.ofMinutes(1), Map.of("endUserEmail", "a@b")))
                        .errors())
                .extracting("field")
                .containsExactly("endUserEmail");
        assertThat(refusal(ask(Duration.ofMinutes(1), Map.of("endUserId", "x".repeat(257))))
                        .errors())
                .extracting("field")
                .containsExactly("endUserId");
    }

    @Test
    void noTokenLivesLongerThanAnyMayWhateverTheTypeSays() {
        try (Node brief = Node.create(settings -> settings.clientTypes(DASHBOARD)
                .tokens(tokens ->
                        tokens.withLifetime(Duration.ofMinutes(2)).withMaximumLifetime(Duration.ofMinutes(3))))) {
            NewClient client = done(brief.auth.clients().create(ClientRequest.of("dashboard", "one"), APP));
            assertThat(done(brief.auth.logins().withClient(living(client, null)))
                            .expiresIn())
                    .isEqualTo(Duration.ofMinutes(3));
            assertThat(done(brief.auth.logins().withClient(living(client, Duration.ofMinutes(3))))
                            .expiresIn())
                    .isEqualTo(Duration.ofMinutes(3));
            assertThat(refusal(brief.auth.logins().withClient(living(client, Duration.ofSeconds(181))))
                            .errors())
                    .extracting("message")
                    .containsExactly("This is 1 to 180 seconds for this type of client.");
        }
    }

    private static ClientLogin living(NewClient client, @Nullable Duration lifetime) {
        return new ClientLogin(null, client.client().id(), client.secret(), null, lifetime, Map.of(), origin(null));
    }

    @Test
    void claimHasOneTo256Characters() {
        for (int length : new int[] {1, 256}) {
            String text = "x".repeat(length);
            Login login = done(ask(Duration.ofMinutes(1), Map.of("endUserId", text)));
            assertThat(node.accepted(login.accessToken()).claims()).containsEntry("endUserId", text);
        }
        for (int length : new int[] {0, 257}) {
            assertThat(refusal(ask(Duration.ofMinutes(1), Map.of("endUserId", "x".repeat(length))))
                            .errors())
                    .extracting("code")
                    .containsExactly("too_long");
        }
    }

    @Test
    void tenantOfARequestCountsWhereTheTypeLetsItAndItIsAText() {
        assertThat(node.accepted(done(ask(Duration.ofMinutes(1), Map.of())).accessToken())
                        .tenant())
                .isNull();
        assertThat(node.accepted(done(ask(Duration.ofMinutes(1), Map.of("tenantId", 7)))
                                .accessToken())
                        .tenant())
                .isNull();
        ClientType claiming =
                ClientType.of("claiming", "c_", "cs_", CallerKind.CLIENT).withClaims("tenantId");
        try (Node other = Node.create(settings -> settings.clientTypes(claiming))) {
            NewClient client = done(other.auth.clients().create(ClientRequest.of("claiming", "one"), APP));
            Login login = done(other.auth
                    .logins()
                    .withClient(new ClientLogin(
                            "claiming",
                            client.client().id(),
                            client.secret(),
                            null,
                            null,
                            Map.of("tenantId", "acme"),
                            origin(null))));
            assertThat(other.accepted(login.accessToken()).tenant()).isNull();
        }
    }

    @Test
    void clientWithATenantStaysInIt() {
        NewClient own = done(clients.create(ClientRequest.of("dashboard", "own").withTenant("acme"), APP));
        Login login = done(node.auth
                .logins()
                .withClient(new ClientLogin(
                        null, own.client().id(), own.secret(), null, null, Map.of("tenantId", "other"), origin(null))));
        assertThat(node.accepted(login.accessToken()).tenant()).isEqualTo("acme");
    }

    @Test
    void embedTokensReachOnlyWhatAsksForAScopeOfTheirs() {
        Caller embed = node.accepted(login(dashboard).accessToken());
        assertThat(AccessDecision.refuse(embed, AccessRule.authenticated())
                        .orElseThrow()
                        .cause())
                .isEqualTo(Refusal.Cause.FORBIDDEN);
        AccessRule read = AccessRule.authenticated().withScopes(ScopeSet.of("reports:read"), ScopeSet.none());
        AccessRule manage = AccessRule.authenticated().withScopes(ScopeSet.of("reports:delete"), ScopeSet.none());
        assertThat(AccessDecision.refuse(embed, read)).isEmpty();
        assertThat(AccessDecision.refuse(embed, manage)).isPresent();
        assertThat(refusal(node.auth.self().apiKeys().list(embed)).cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
        assertThat(refusal(node.auth.self().sessions().list(embed)).cause()).isEqualTo(Refusal.Cause.FORBIDDEN);
    }

    @Test
    void pairsThatExistAreTakenOver() {
        Secret secret = Secret.of("ps_abcdef1234567890");
        done(clients.importPair(ClientRequest.of("project", "old"), "p_1234567890abcdef", secret, APP));
        done(tryLogin("p_1234567890abcdef", secret));
        assertThat(refusal(clients.importPair(
                                ClientRequest.of("project", "old"), "d_1234567890abcdef", Secret.of("ps_short"), APP))
                        .errors())
                .extracting("field")
                .containsExactly("id", "secret");
    }

    @Test
    void mistakesInTypesAreToldWhenBuilding() {
        assertThatThrownBy(() -> Node.create(settings -> settings.clientTypes(PROJECT, PROJECT)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("prefix of another type");
        assertThatThrownBy(() -> Node.create(settings -> settings.clientTypes(PROJECT.withScopes("no:such"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown scopes: no:such");
    }
}
