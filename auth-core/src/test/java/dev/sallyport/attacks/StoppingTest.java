package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.PASSWORD;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.SallyportBuilder;
import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.ApiKeyPolicy;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.ClientLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.leak.LeakPolicy;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.NewUser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Everything that stops something does so on rows of an earlier configuration, which the present one would not let in: scopes, roles and
 * types of clients that are declared no more, another prefix, names and limits beyond what is allowed.
 */
class StoppingTest {
    private static final Actor APP = Actor.application();
    private static final Instant LATER = Instant.parse("9000-01-01T00:00:00Z");

    private final InMemoryStores stores = InMemoryStores.create();
    private final Node before = node(StoppingTest::former);
    private final Node now = node(StoppingTest::present);

    private Node node(java.util.function.UnaryOperator<SallyportBuilder> settings) {
        return Node.over(WatchedStores.over(stores), settings);
    }

    private static SallyportBuilder former(SallyportBuilder settings) {
        return settings.scopes("reports:view", "payments:send")
                .roles(Role.of("clerk", "reports:view", "payments:send"))
                .keyPrefix("former_key")
                .clientTypes(
                        ClientType.of("robot", "r_", "rs_", CallerKind.CLIENT).withScopes("payments:send"),
                        ClientType.of("project", "p_", "ps_", CallerKind.CLIENT).withScopes("reports:view"));
    }

    private static SallyportBuilder present(SallyportBuilder settings) {
        return settings.scopes("payments:send")
                .roles(Role.of("cashier", "payments:send"))
                .keyPrefix("present_key")
                .apiKeys(keys -> ApiKeyPolicy.defaults()
                        .withMaxPerOwner(1)
                        .withMaxOverlap(Duration.ZERO)
                        .withImportedPrefixes("former_key_"))
                .leakReports(LeakPolicy.revoke())
                .clientTypes(ClientType.of("project", "x_", "xs_", CallerKind.CLIENT));
    }

    @AfterEach
    void close() {
        before.close();
        now.close();
    }

    /** With a role of before and one that there still is. */
    private void ada() {
        before.auth
                .users()
                .createIfAbsent(
                        NewUser.of("ada").withId("ada").withPassword(PASSWORD).withRoles("clerk"));
        stores.users()
                .findById("ada")
                .filter(user -> !user.user().roles().contains("cashier"))
                .ifPresent(user -> stores.users()
                        .update(new dev.sallyport.user.StoredUser(
                                user.user().withRoles(java.util.Set.of("clerk", "cashier")),
                                user.passwordHash(),
                                user.version() + 1)));
    }

    /** A key that has a scope that is declared no more, and texts that nobody could give it now. */
    private NewApiKey key() {
        ada();
        NewApiKey made =
                before.key("ada", KeyRequest.named("job").withScopes(ScopeSet.of("reports:view", "payments:send")));
        ApiKey key = made.key();
        stores.apiKeys()
                .update(ApiKey.of(key.id(), key.ownerId(), key.audience(), " ".repeat(300), key.createdAt())
                        .withDescription("\u0001".repeat(900))
                        .withScopes(key.scopes())
                        .withRateLimit(RateLimit.parse("1000000/second"))
                        .withExpiresAt(LATER.plus(Duration.ofDays(999_999)))
                        .withReplaces("replaced")
                        .withVersion(key.version() + 1));
        assertThat(now.accepts(made.secret())).isTrue();
        return made;
    }

    private Caller adaHere() {
        return now.accepted(now.login("ada").accessToken());
    }

    private NewClient client(String type) {
        return done(before.auth.clients().create(ClientRequest.of(type, "nightly"), APP));
    }

    private Secret clientToken(NewClient client) {
        return done(before.auth
                        .logins()
                        .withClient(ClientLogin.of(client.client().id(), client.secret(), origin(null))))
                .accessToken();
    }

    @TestFactory
    Stream<DynamicTest> everyWayToStopAKeyStopsOneOfAnEarlierConfiguration() {
        Map<String, Consumer<NewApiKey>> ways = Map.of(
                "revoke by code",
                        made -> done(now.auth.apiKeys().revoke(made.key().id(), "leaked", APP)),
                "revoke by its text",
                        made -> assertThat(now.auth.revocations().revoke(made.secret(), "leaked", APP))
                                .isTrue(),
                "revoke by whoever holds it",
                        made -> assertThat(done(
                                        now.auth.revocations().revokeToken(made.secret(), ClientAddress.of(ADDRESS))))
                                .isTrue(),
                "report",
                        made -> {
                            done(now.auth.leakReports().orElseThrow().report(List.of(made.secret()), ADDRESS));
                            now.auth.leakReports().orElseThrow().work();
                        },
                "disable",
                        made -> done(now.auth
                                .apiKeys()
                                .update(made.key().id(), KeyUpdate.nothing().enabled(false), APP)),
                "owner revokes",
                        made -> done(now.auth
                                .self()
                                .apiKeys()
                                .revoke(adaHere(), made.key().id(), null, ADDRESS)),
                "key revokes itself",
                        made -> done(now.auth
                                .self()
                                .apiKeys()
                                .revoke(now.accepted(made.secret()), made.key().id(), null, ADDRESS)),
                "rotate without overlap",
                        made -> done(now.auth.apiKeys().rotate(made.key().id(), Duration.ZERO, APP)),
                "disable the owner", made -> done(now.auth.users().disable("ada", APP)));
        return ways.entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    NewApiKey made = key();
                    way.getValue().accept(made);
                    assertThat(now.accepts(made.secret())).isFalse();
                    assertThat(now.auth.users().enable("ada", APP)).isInstanceOf(Outcome.Done.class);
                }));
    }

    @Test
    void keyOfAFormerBrandEndsAlsoWhereNobodyTakesItAnyMore() {
        try (Node other = node(settings -> present(settings)
                .apiKeys(keys -> ApiKeyPolicy.defaults()
                        .withMaxPerOwner(1)
                        .withMaxOverlap(Duration.ZERO)
                        .withMayManage(c -> true)))) {
            NewApiKey made = key();
            assertThat(other.accepts(made.secret())).isFalse();
            assertThat(other.auth.revocations().revoke(made.secret(), "leaked", APP))
                    .as("nodes that are not updated yet take it")
                    .isTrue();
            assertThat(before.auth.apiKeys().find(made.key().id()))
                    .hasValueSatisfying(key -> assertThat(key.revokedAt()).isNotNull());
        }
    }

    @Test
    void updateChecksWhatItChangesAndNothingElse() {
        String id = key().key().id();
        done(now.auth.apiKeys().update(id, KeyUpdate.nothing().name("another"), APP));
        done(now.auth.apiKeys().update(id, KeyUpdate.nothing().scopes(ScopeSet.of("payments:send")), APP));
        assertThat(Node.refusal(now.auth
                                .apiKeys()
                                .update(id, KeyUpdate.nothing().scopes(ScopeSet.of("reports:view")), APP))
                        .errors())
                .extracting("field")
                .containsExactly("scopes");
        assertThat(Node.refusal(now.auth.apiKeys().revoke(id, "x".repeat(201), APP))
                        .errors())
                .as("what comes with the revocation")
                .extracting("field")
                .containsExactly("reason");
    }

    @TestFactory
    Stream<DynamicTest> everyWayToStopAClientStopsOneOfATypeThatIsNoMore() {
        Map<String, Consumer<NewClient>> ways = Map.of(
                "disable", made -> done(now.auth.clients().disable(made.client().id(), APP)),
                "delete", made -> done(now.auth.clients().delete(made.client().id(), APP)),
                "revoke its secret",
                        made -> done(now.auth
                                .clients()
                                .revokeSecret(made.client().id(), made.secret().digest(), APP)),
                "revoke by its text",
                        made -> assertThat(now.auth.revocations().revoke(pair(made), "leaked", APP))
                                .isTrue(),
                "report",
                        made -> {
                            done(now.auth.leakReports().orElseThrow().report(List.of(pair(made)), ADDRESS));
                            now.auth.leakReports().orElseThrow().work();
                        });
        return Stream.of("robot", "project")
                .flatMap(type -> ways.entrySet().stream()
                        .map(way -> DynamicTest.dynamicTest(type + " " + way.getKey(), () -> {
                            NewClient made = client(type);
                            Secret token = clientToken(made);
                            way.getValue().accept(made);
                            assertThat(before.auth
                                            .clients()
                                            .authenticate(made.client().id(), made.secret()))
                                    .isEmpty();
                            assertThat(now.auth.revocations().revoke(token, "leaked", APP))
                                    .as("its token, which counts by itself")
                                    .isTrue();
                            assertThat(before.accepts(token)).isFalse();
                        })));
    }

    private static Secret pair(NewClient made) {
        return Secret.of(made.client().id() + ":" + made.secret().reveal());
    }

    @TestFactory
    Stream<DynamicTest> everyWayToStopALoginStopsOneOfARoleThatIsNoMore() {
        Map<String, Consumer<Login>> ways = Map.of(
                "access token",
                        made -> assertThat(now.auth.revocations().revoke(made.accessToken(), "x", APP))
                                .isTrue(),
                "refresh token",
                        made -> assertThat(now.auth
                                        .revocations()
                                        .revoke(Objects.requireNonNull(made.refreshToken()), "x", APP))
                                .isTrue(),
                "end",
                        made -> assertThat(now.auth
                                        .sessions()
                                        .end(now.auth.sessions().list("ada"), AuditEvent.Type.SESSION_ENDED, APP))
                                .isEqualTo(1),
                "end all",
                        made -> assertThat(now.auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, APP))
                                .isEqualTo(1),
                "owner ends all",
                        // By a login with all that there is; the other one was narrowed, and ends itself only.
                        made -> done(now.auth
                                .self()
                                .sessions()
                                .endAll(
                                        now.accepted(done(now.auth
                                                        .logins()
                                                        .withPassword(new PasswordLogin(
                                                                "ada", PASSWORD, null, null, origin(null))))
                                                .accessToken()),
                                        ADDRESS)),
                "log out",
                        made -> done(now.auth
                                .logins()
                                .logout(now.accepted(made.accessToken()), made.accessToken(), ADDRESS)),
                "report",
                        made -> {
                            done(now.auth.leakReports().orElseThrow().report(List.of(made.accessToken()), ADDRESS));
                            now.auth.leakReports().orElseThrow().work();
                        },
                "disable the owner", made -> done(now.auth.users().disable("ada", APP)));
        return ways.entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> {
                    ada();
                    Login made = done(before.auth
                            .logins()
                            .withPassword(new PasswordLogin(
                                    "ada", PASSWORD, ScopeSet.of("reports:view"), null, origin(null))));
                    assertThat(before.accepts(made.accessToken())).isTrue();
                    way.getValue().accept(made);
                    assertThat(before.auth.authenticate(made.accessToken().reveal(), ADDRESS)
                                            instanceof AuthenticationResult.Accepted
                                    && now.accepts(made.accessToken()))
                            .isFalse();
                    assertThat(now.auth.logins().refresh(Objects.requireNonNull(made.refreshToken()), origin(null)))
                            .isInstanceOf(Outcome.Refused.class);
                    assertThat(now.auth.users().enable("ada", APP)).isInstanceOf(Outcome.Done.class);
                    now.auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, APP);
                }));
    }

    @Test
    void cookieOfALoginEndsWhenItsTextIsRevokedOrReported() {
        ada();
        for (boolean reported : new boolean[] {false, true}) {
            Secret value = done(before.auth
                            .logins()
                            .withCookie(new PasswordLogin("ada", PASSWORD, null, null, origin(null))))
                    .value();
            if (reported) {
                done(now.auth.leakReports().orElseThrow().report(List.of(value), ADDRESS));
                now.auth.leakReports().orElseThrow().work();
            } else {
                assertThat(done(now.auth.revocations().revokeToken(value, ClientAddress.of(ADDRESS))))
                        .isTrue();
            }
            assertThat(now.auth.authenticateCookie(value.reveal(), ADDRESS))
                    .isInstanceOf(AuthenticationResult.Refused.class);
        }
    }

    @Test
    void signingKeyAndSecondFactorEnd() {
        ada();
        done(before.auth
                .secondFactors()
                .importSeed(
                        before.auth.users().findById("ada").orElseThrow(),
                        Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U"),
                        APP));
        now.auth.secondFactors().disable("ada", APP);
        assertThat(before.auth.secondFactors().isOn("ada")).isFalse();
        Secret token = before.login("ada").accessToken();
        now.auth.signingKeys().revoke(stores.signingKeys().findAll().get(0).kid());
        assertThat(now.accepts(token)).isFalse();
    }
}
