package dev.sallyport.attacks;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.ApiKey;
import dev.sallyport.apikey.KeyQuery;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.fixture.Authenticator;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.Login;
import dev.sallyport.json.JsonLimits;
import dev.sallyport.json.JsonReader;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.secret.Secret;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDeletion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of a user who is deleted: nothing to get in with, and nothing for who comes after them. */
class DeletedUsersTest {
    private static final Actor ADMIN = new Actor("admin", "192.0.2.9");

    private final InMemoryStores stores = InMemoryStores.create();
    private final Node node = Node.over(WatchedStores.over(stores), settings -> settings);

    @AfterEach
    void close() {
        node.close();
    }

    private static Refusal refused(Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    throw new AssertionError("was not refused");
                },
                refusal -> refusal);
    }

    private List<AuditEvent> eventsOf(AuditEvent.Type type) {
        return node.audit.events().stream()
                .filter(event -> event.type() == type)
                .toList();
    }

    @Test
    void whoHasLiveKeysStaysUnlessTheyAreToEnd() {
        node.user("ada", "analyst");
        NewApiKey key = node.key("ada");
        assertThat(refused(node.auth.users().delete("ada", ADMIN)).errors())
                .singleElement()
                .satisfies(error -> assertThat(error.field()).isEqualTo("owner"))
                .satisfies(error -> assertThat(error.code()).isEqualTo("has_keys"));
        done(node.auth.apiKeys().disable(key.key().id(), ADMIN));
        assertThat(refused(node.auth.users().delete("ada", ADMIN)).errors())
                .as("a disabled key can be enabled")
                .hasSize(1);
        assertThat(node.auth.users().findById("ada")).isPresent();
        done(node.auth.apiKeys().revoke(key.key().id(), "gone", ADMIN));
        done(node.auth.users().delete("ada", ADMIN));
        assertThat(node.auth.users().findById("ada")).isEmpty();
    }

    @Test
    void nothingOfADeletedUserLetsAnybodyIn() {
        node.userWithPassword("ada", "analyst");
        NewApiKey key = node.key("ada");
        Login login = node.login("ada");
        Login ofKey = node.keyLogin(key.secret(), "job");
        assertThat(node.accepts(key.secret())).isTrue();
        assertThat(node.accepts(login.accessToken())).isTrue();
        assertThat(node.accepts(ofKey.accessToken())).isTrue();

        done(node.auth.users().delete("ada", UserDeletion.revokingKeys(), ADMIN));

        assertThat(node.accepts(key.secret())).isFalse();
        assertThat(node.accepts(login.accessToken())).isFalse();
        assertThat(node.accepts(ofKey.accessToken())).isFalse();
        assertThat(node.tryLogin("ada", Node.PASSWORD)).isInstanceOf(Outcome.Refused.class);
        assertThat(node.tryKeyLogin(key.secret(), null)).isInstanceOf(Outcome.Refused.class);
        assertThat(stores.apiKeys().findByOwner("ada")).isEmpty();
        assertThat(stores.sessions().findByOwner("ada", 10)).isEmpty();
        assertThat(eventsOf(AuditEvent.Type.USER_DELETED))
                .singleElement()
                .satisfies(event -> assertThat(event.owner()).isEqualTo("ada"))
                .satisfies(event -> assertThat(event.actor()).isEqualTo("admin"))
                .satisfies(event ->
                        assertThat(event.details()).containsEntry("keys", "1").containsEntry("sessions", "2"));
        assertThat(eventsOf(AuditEvent.Type.API_KEY_REVOKED)).hasSize(1);
    }

    /** Somebody who gets the id and the login again has none of it back. */
    @Test
    void whoComesAfterThemHasNothingOfTheirs() {
        node.userWithPassword("ada", "analyst");
        NewApiKey key = node.key("ada");
        Login login = node.login("ada");
        secondFactor(node.auth.users().findById("ada").orElseThrow());
        done(node.auth.users().delete("ada", UserDeletion.revokingKeys(), ADMIN));

        node.userWithPassword("ada", "analyst");

        assertThat(node.accepts(key.secret())).isFalse();
        assertThat(node.accepts(login.accessToken())).isFalse();
        assertThat(node.auth.secondFactors().isOn("ada")).isFalse();
        node.login("ada");
    }

    private void secondFactor(User ada) {
        Secret seed = done(node.auth.secondFactors().enrol(ada)).seed();
        String code = new Authenticator(seed).codeAt(node.clock.instant());
        done(node.auth.secondFactors().confirm(ada.id(), Secret.of(code), ADMIN));
    }

    @Test
    void anExportHasEverythingAndNothingSecret() throws Exception {
        node.userWithPassword("ada", "analyst");
        done(node.auth.users().update("ada", user -> user.withEmail("ada@example.com"), ADMIN));
        NewApiKey key = node.key("ada");
        Login login = node.login("ada");
        secondFactor(node.auth.users().findById("ada").orElseThrow());
        node.userWithPassword("vic");
        node.key("vic");

        String json = done(node.auth.users().export("ada"));

        assertThat(json)
                .contains("\"login\":\"ada\"", "ada@example.com", "\"has_password\":true", "\"on\":true")
                .contains(key.key().id(), "API_KEY_CREATED", "\"audit_events_complete\":true")
                .doesNotContain("vic");
        String hash =
                stores.users().findById("ada").orElseThrow().passwordHash().reveal();
        String seed =
                stores.secondFactors().find("ada").orElseThrow().sealedSeed().text();
        assertThat(json)
                .doesNotContain(key.secret().reveal())
                .doesNotContain(key.secret().digest().hex())
                .doesNotContain(login.accessToken().reveal())
                .doesNotContain(Objects.requireNonNull(login.refreshToken()).reveal())
                .doesNotContain(hash)
                .doesNotContain(seed);
        assertThat(JsonReader.asWritten(new JsonLimits(8, 100, 1_000, 20, 1_000))
                        .readObject(json.getBytes(StandardCharsets.UTF_8)))
                .containsKeys("user", "second_factor", "api_keys", "sessions", "audit_events");
        assertThat(refused(node.auth.users().export("nobody")).cause()).isEqualTo(Refusal.Cause.NOT_FOUND);
    }

    @Test
    void keysAreOfTheTenantThatTheirOwnerIsOfNow() {
        node.user("ada");
        done(node.auth.users().update("ada", user -> user.withTenant("acme"), ADMIN));
        ApiKey key = node.key("ada").key();
        assertThat(key.tenant()).isEqualTo("acme");
        assertThat(key.createdBy()).isEqualTo("ada");
        done(node.auth.users().update("ada", user -> user.withTenant("umbrella"), ADMIN));
        assertThat(ids("acme")).isEmpty();
        assertThat(ids("umbrella")).containsExactly(key.id());
    }

    private List<String> ids(String tenant) {
        return done(node.auth.apiKeys().list(KeyQuery.all().withTenant(tenant))).items().stream()
                .map(ApiKey::id)
                .toList();
    }
}
