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
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.CallerKind;
import dev.sallyport.client.ClientRequest;
import dev.sallyport.client.ClientType;
import dev.sallyport.client.NewClient;
import dev.sallyport.fixture.Authenticator;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.PlainUsers;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.limit.ClientAddress;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ends of each kind of credential, each told once. */
class RevocationsTest {
    private static final Actor APP = Actor.application();
    private static final Secret SEED = Secret.of("MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U");

    private final InMemoryStores database = InMemoryStores.create();
    private final PlainUsers users = new PlainUsers().with("ada", "viewer");
    private final Node node = node("sp_key", "old:");

    private Node node(String keyPrefix, String... importedPrefixes) {
        return Node.over(
                WatchedStores.over(database),
                settings -> settings.userDirectory(users)
                        .keyPrefix(keyPrefix)
                        .apiKeys(keys -> keys.withImportedPrefixes(importedPrefixes))
                        .clientTypes(ClientType.of("job", "j_", "js_", CallerKind.CLIENT)));
    }

    @AfterEach
    void close() {
        node.close();
    }

    private boolean revoke(Secret credential) {
        return node.auth.revocations().revoke(credential, "leaked", APP);
    }

    private void assertEndsOnce(Secret credential) {
        assertThat(revoke(credential)).isTrue();
        assertThat(revoke(credential)).as("again").isFalse();
    }

    private Secret cookie() {
        return done(node.auth.logins().withCookie(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))))
                .value();
    }

    private Login login() {
        return done(
                node.auth.logins().withPassword(new PasswordLogin("ada", PlainUsers.RIGHT, null, null, origin(null))));
    }

    @Test
    void keyEndsForTheReasonThatIsGiven() {
        NewApiKey key = node.key("ada");
        Secret other = node.key("ada").secret();
        assertEndsOnce(key.secret());
        assertThat(node.accepts(key.secret())).isFalse();
        assertThat(node.accepts(other)).isTrue();
        assertThat(node.audit.events())
                .filteredOn(event -> event.type() == AuditEvent.Type.API_KEY_REVOKED)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.credential()).isEqualTo(key.key().id());
                    assertThat(event.details()).containsEntry("reason", "leaked");
                });
    }

    @Test
    void importedKeyIsKnownByItsBeginningThoughItHasAColon() {
        Secret old = Secret.of("old:1234567890abcdef1234567890abcdef");
        done(node.auth.apiKeys().importByDigest("ada", KeyRequest.named("old"), old.digest(), APP));
        assertThat(node.auth.revocations().isClientSecret(old)).isFalse();
        assertThat(done(node.auth.revocations().revokeToken(old, ClientAddress.of(ADDRESS))))
                .isTrue();
        assertThat(node.accepts(old)).isFalse();
    }

    /** Nodes that still have the former settings would take it. */
    @Test
    void keyOfAFormerBrandOrPrefixEndsToo() {
        Secret key = node.key("ada").secret();
        Secret old = Secret.of("old:1234567890abcdef1234567890abcdef");
        done(node.auth.apiKeys().importByDigest("ada", KeyRequest.named("old"), old.digest(), APP));
        try (Node later = node("acme")) {
            assertThat(later.accepts(key)).isFalse();
            assertThat(later.auth.revocations().revoke(key, "leaked", APP)).isTrue();
            assertThat(later.auth.revocations().revoke(old, "leaked", APP)).isTrue();
        }
    }

    @Test
    void refreshTokenEndsItsSession() {
        Login login = login();
        assertEndsOnce(Objects.requireNonNull(login.refreshToken()));
        assertThat(node.accepts(login.accessToken())).isFalse();
    }

    @Test
    void accessTokenOfAPersonEndsItsSessionAndNoOther() {
        Login login = login();
        Login other = login();
        assertEndsOnce(login.accessToken());
        assertThat(node.accepts(login.accessToken())).isFalse();
        assertThat(node.accepts(other.accessToken())).isTrue();
        assertThat(node.auth.logins().refresh(Objects.requireNonNull(other.refreshToken()), origin(null)))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void cookieEndsItsSessionAndNoOther() {
        Secret cookie = cookie();
        Secret other = cookie();
        assertEndsOnce(cookie);
        assertThat(node.auth.authenticateCookie(cookie.reveal(), ADDRESS))
                .isInstanceOf(AuthenticationResult.Refused.class);
        assertThat(node.auth.authenticateCookie(other.reveal(), ADDRESS))
                .isInstanceOf(AuthenticationResult.Accepted.class);
        assertThat(node.auth.sessions().list("ada")).hasSize(1);
    }

    @Test
    void cookieThatWaitsForItsSecondFactorOpensNothingAfterwards() {
        done(node.auth.secondFactors().importSeed(users.get("ada"), SEED, APP));
        Secret waiting = cookie();
        assertEndsOnce(waiting);
        String code = new Authenticator(SEED).codeAt(node.clock.instant());
        assertThat(refusal(node.auth.logins().completeCookie(waiting, Secret.of(code), origin(null)))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void secretOfAClientEndsWhereItIsTheClients() {
        NewClient client = done(node.auth.clients().create(ClientRequest.of("job", "one"), APP));
        String id = client.client().id();
        assertThat(revoke(Secret.of(id + ":wrong"))).isFalse();
        assertThat(revoke(Secret.of("j_other:" + client.secret().reveal()))).isFalse();
        assertThat(revoke(Secret.of(":" + client.secret().reveal()))).isFalse();
        assertThat(node.auth.logins().withClient(ClientLogin.of(id, client.secret(), origin(null))))
                .isInstanceOf(Outcome.Done.class);
        assertEndsOnce(Secret.of(id + ":" + client.secret().reveal()));
        assertThat(refusal(node.auth.logins().withClient(ClientLogin.of(id, client.secret(), origin(null))))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
    }

    @Test
    void whatIsNoCredentialEndsNothing() {
        for (String text :
                List.of("", "x", "0".repeat(43), "rt_x", "eyJ", "eyJhbGciOiJub25lIn0.e30.AAAA", "sp_key_x")) {
            int recorded = node.audit.events().size();
            assertThat(revoke(Secret.of(text))).as(text).isFalse();
            assertThat(node.audit.events()).hasSize(recorded);
        }
    }

    @Test
    void whatSomebodyElseEndsMeanwhileIsNoFailure() {
        done(node.auth.secondFactors().importSeed(users.get("ada"), SEED, APP));
        Secret waiting = cookie();
        List<Boolean> quicker = new ArrayList<>();
        node.stores.afterNext("browserCookies.find", () -> quicker.add(revoke(waiting)));
        assertThat(revoke(waiting)).isFalse();
        assertThat(quicker).containsExactly(true);
    }

    @Test
    void whatIsGoneMeanwhileIsNotSaidToHaveEnded() {
        NewApiKey key = node.key("ada");
        node.stores.afterNext(
                "apiKeys.findByDigest",
                () -> database.apiKeys().delete(key.key().id()));
        assertThat(revoke(key.secret())).isFalse();

        Secret token = login().accessToken();
        node.stores.afterNext(
                "sessions.findById", () -> node.auth.sessions().endByOwner("ada", AuditEvent.Type.SESSION_ENDED, APP));
        assertThat(revoke(token)).isFalse();

        NewClient client = done(node.auth.clients().create(ClientRequest.of("job", "one"), APP));
        String id = client.client().id();
        node.stores.afterNext("clients.find", () -> done(node.auth.clients().delete(id, APP)));
        assertThat(revoke(Secret.of(id + ":" + client.secret().reveal()))).isFalse();
    }

    @Test
    void tokenOfAClientEndsAloneAndIsRecorded() {
        NewClient client = done(node.auth.clients().create(ClientRequest.of("job", "one"), APP));
        Login login = done(
                node.auth.logins().withClient(ClientLogin.of(client.client().id(), client.secret(), origin(null))));
        assertEndsOnce(login.accessToken());
        assertThat(node.audit.events())
                .filteredOn(event -> event.type() == AuditEvent.Type.TOKEN_REVOKED)
                .singleElement()
                .satisfies(event -> assertThat(event.details()).isEqualTo(Map.of("jti", login.sessionId())));
        assertThat(node.auth.logins().withClient(ClientLogin.of(client.client().id(), client.secret(), origin(null))))
                .isInstanceOf(Outcome.Done.class);
    }
}
