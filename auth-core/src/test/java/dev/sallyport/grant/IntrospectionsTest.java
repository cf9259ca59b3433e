package dev.sallyport.grant;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.Client;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a client is told of somebody's credential, and who is told nothing. */
class IntrospectionsTest {
    private static final Actor APP = Actor.application();
    private static final ClientType RESOURCE =
            ClientType.of("resource", "r_", "rs_", CallerKind.CLIENT).withScopes("tokens:introspect", "reports:read");

    private final PlainUsers users = new PlainUsers().with("ada", "viewer");
    private final Node node =
            Node.create(settings -> settings.userDirectory(users).clientTypes(RESOURCE));
    private final Client asking = client(ScopeSet.of("tokens:introspect")).client();

    @AfterEach
    void close() {
        node.close();
    }

    private NewClient client(ScopeSet scopes) {
        return done(
                node.auth.clients().create(ClientRequest.of("resource", "one").withScopes(scopes), APP));
    }

    private Optional<Introspection> ask(Client client, Secret token) {
        return done(node.auth.introspections().introspect(client, token, ADDRESS));
    }

    private Optional<Introspection> ask(Secret token) {
        return ask(asking, token);
    }

    private Login login() {
        return done(
                node.auth.logins().withPassword(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))));
    }

    private Login login(NewClient client) {
        return done(node.auth.logins().withClient(ClientLogin.of(client.client().id(), client.secret(), origin(null))));
    }

    @Test
    void accessTokenOfAPersonIsToldWithTheirName() {
        Login login = login();
        Introspection told = ask(login.accessToken()).orElseThrow();
        assertThat(told)
                .isEqualTo(new Introspection(
                        ScopeSet.of("reports:read"),
                        node.auth.issuer(),
                        "ada",
                        true,
                        login.expiresAt(),
                        node.clock.instant(),
                        "ada",
                        List.of(node.auth.tokenPolicy().audience()),
                        node.auth.issuer(),
                        told.id()));
        assertThat(told.id()).isNotNull();
    }

    @Test
    void keyIsToldWithItsTimesAndItsId() {
        Instant made = node.clock.instant();
        NewApiKey key = node.key("ada", KeyRequest.named("job").withExpiresAt(made.plus(Duration.ofDays(3))));
        node.clock.advance(Duration.ofHours(1));
        assertThat(ask(key.secret()))
                .contains(new Introspection(
                        ScopeSet.of("reports:read"),
                        null,
                        "ada",
                        true,
                        made.plus(Duration.ofDays(3)),
                        made,
                        "ada",
                        List.of(Objects.requireNonNull(key.key().audience())),
                        node.auth.issuer(),
                        key.key().id()));
        node.clock.advance(Duration.ofDays(3));
        assertThat(ask(key.secret())).as("it has expired").isEmpty();
    }

    @Test
    void tokenThatAKeyOpenedIsToldAsAToken() {
        NewApiKey key = node.key("ada");
        Login login = node.keyLogin(key.secret(), null);
        Introspection told = ask(login.accessToken()).orElseThrow();
        assertThat(told.clientId()).isEqualTo(key.key().id());
        assertThat(told.expiresAt()).isEqualTo(login.expiresAt());
        assertThat(told.username()).isEqualTo("ada");
        assertThat(told.id()).isNotEqualTo(key.key().id());
    }

    @Test
    void tokenOfAClientHasNoName() {
        users.with(asking.id(), "viewer");
        NewClient other = client(ScopeSet.of("reports:read"));
        users.with(other.client().id(), "viewer");
        Introspection told = ask(login(other).accessToken()).orElseThrow();
        assertThat(told.username()).as("though there is a person of that id").isNull();
        assertThat(told.subject()).isEqualTo(other.client().id());
        assertThat(told.clientId()).isEqualTo(other.client().id());
        assertThat(told.scopes()).isEqualTo(ScopeSet.of("reports:read"));
    }

    @Test
    void refreshTokenIsActiveUntilItIsUsedAndNoResourceTakesIt() {
        Login login = login();
        Secret refresh = Objects.requireNonNull(login.refreshToken());
        Instant end = node.auth.sessions().find(login.sessionId()).orElseThrow().expiresAt();
        assertThat(ask(refresh))
                .contains(new Introspection(
                        null,
                        null,
                        "ada",
                        false,
                        end,
                        null,
                        "ada",
                        List.of(node.auth.tokenPolicy().audience()),
                        node.auth.issuer(),
                        null));
        Login next = done(node.auth.logins().refresh(refresh, origin(null)));
        assertThat(ask(refresh)).isEmpty();
        assertThat(ask(Objects.requireNonNull(next.refreshToken()))).isPresent();
        users.with(users.get("ada").withEnabled(false));
        assertThat(ask(Objects.requireNonNull(next.refreshToken()))).isEmpty();
    }

    @Test
    void whatIsNotActiveIsNotToldAndIsNobodysFailure() {
        try (Node strict = Node.create(
                settings -> settings.userDirectory(users).clientTypes(RESOURCE).failuresPerAddress("2/hour"))) {
            Client client = done(strict.auth
                            .clients()
                            .create(
                                    ClientRequest.of("resource", "one").withScopes(ScopeSet.of("tokens:introspect")),
                                    APP))
                    .client();
            for (String text : List.of("", "a", "sp_key_x", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "x".repeat(100_000))) {
                assertThat(done(strict.auth.introspections().introspect(client, Secret.of(text), ADDRESS)))
                        .isEmpty();
            }
            assertThat(strict.accepts(strict.key("ada").secret())).isTrue();
        }
    }

    @Test
    void whatWasEndedIsNotActive() {
        Login login = login();
        NewApiKey key = node.key("ada");
        assertThat(ask(login.accessToken())).isPresent();
        assertThat(ask(key.secret())).isPresent();
        node.auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, APP);
        done(node.auth.apiKeys().revoke(key.key().id(), null, APP));
        assertThat(ask(login.accessToken())).isEmpty();
        assertThat(ask(key.secret())).isEmpty();
        node.clock.advance(Duration.ofHours(2));
        assertThat(ask(login.accessToken())).isEmpty();
    }

    @Test
    void clientWithoutThatVeryScopeIsToldNothingAndRecordedOnceAMinute() {
        Secret token = login().accessToken();
        for (ScopeSet other : List.of(ScopeSet.of("reports:read"), ScopeSet.none())) {
            Client client = client(other).client();
            for (int i = 0; i < 3; i++) {
                assertThat(ask(client, token)).isEmpty();
            }
            assertThat(node.audit.events())
                    .filteredOn(event -> event.type() == AuditEvent.Type.ACCESS_DENIED
                            && client.id().equals(event.owner()))
                    .hasSize(1);
            assertThat(node.audit.last().details())
                    .isEqualTo(Map.of("cause", "INSUFFICIENT_SCOPE", "resource", "introspection"));
        }
        Client client = client(ScopeSet.none()).client();
        assertThat(ask(client, token)).isEmpty();
        node.clock.advance(Duration.ofMinutes(1));
        assertThat(ask(client, token)).isEmpty();
        assertThat(node.audit.events())
                .filteredOn(event -> event.type() == AuditEvent.Type.ACCESS_DENIED
                        && client.id().equals(event.owner()))
                .hasSize(2);
    }

    @Test
    void clientOfATenantIsToldOfItsOwnTenantOnly() {
        Client ofAcme = done(node.auth
                        .clients()
                        .create(
                                ClientRequest.of("resource", "one")
                                        .withTenant("acme")
                                        .withScopes(ScopeSet.of("tokens:introspect")),
                                APP))
                .client();
        Login none = login();
        assertThat(ask(none.accessToken())).isPresent();
        assertThat(ask(ofAcme, none.accessToken())).isEmpty();
        assertThat(ask(ofAcme, Objects.requireNonNull(none.refreshToken()))).isEmpty();
        users.with(users.get("ada").withTenant("acme"));
        node.auth.ownerChanged("ada");
        Login acme = login();
        assertThat(ask(ofAcme, acme.accessToken())).isPresent();
        assertThat(ask(ofAcme, Objects.requireNonNull(acme.refreshToken()))).isPresent();
    }

    @Test
    void keyThatIsAsLongAsAnyCredentialMayBeIsLookedAt() {
        try (Node importing = Node.create(settings -> settings.userDirectory(users)
                .clientTypes(RESOURCE)
                .apiKeys(keys -> keys.withImportedPrefixes("legacy-")))) {
            Client client = done(importing.auth.clients().create(ClientRequest.of("resource", "one"), APP))
                    .client();
            String text = "legacy-" + "x".repeat(importing.auth.tokenPolicy().longestCredential() - 7);
            for (String each : List.of(text, text + "x")) {
                Secret key = Secret.of(each);
                done(importing.auth.apiKeys().importByDigest("ada", KeyRequest.named("old"), key.digest(), APP));
                assertThat(done(importing.auth.introspections().introspect(client, key, ADDRESS))
                                .isPresent())
                        .isEqualTo(each.equals(text));
            }
        }
    }

    @Test
    void storeThatCannotBeAskedIsToldAsSuch() {
        Secret key = node.key("ada").secret();
        node.stores.setDown(true);
        assertThat(refusal(node.auth.introspections().introspect(asking, key, ADDRESS))
                        .cause())
                .isEqualTo(Refusal.Cause.UNAVAILABLE);
    }
}
