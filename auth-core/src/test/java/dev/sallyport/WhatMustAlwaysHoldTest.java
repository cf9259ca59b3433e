package dev.sallyport;

import static dev.sallyport.fixture.Node.ADDRESS;
import static dev.sallyport.fixture.Node.PASSWORD;
import static dev.sallyport.fixture.Node.done;
import static dev.sallyport.fixture.Node.origin;
import static dev.sallyport.fixture.Node.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.apikey.ApiKeyPolicy;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.caller.Caller;
import dev.sallyport.change.StoreException;
import dev.sallyport.fixture.Node;
import dev.sallyport.fixture.WatchedStores;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.memory.InMemoryStores;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.Secret;
import dev.sallyport.session.SessionPolicy;
import dev.sallyport.stores.Stores;
import dev.sallyport.token.StoredSigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The promises of the whole, one test each, as they show from outside. Refresh tokens and second factors come with their
 * features; that everything is denied by default is shown where there are paths, in the servlet module.
 */
class WhatMustAlwaysHoldTest {
    private static final Actor APP = Actor.application();

    private final Node node = Node.create(settings -> settings.sessions(any -> new SessionPolicy(3, 3))
            .apiKeys(keys -> ApiKeyPolicy.defaults().withMaxPerOwner(3).withMaxOverlap(Duration.ofDays(1))));

    @BeforeEach
    void addAda() {
        node.userWithPassword("ada", "analyst");
    }

    @AfterEach
    void close() {
        node.close();
    }

    /** @see dev.sallyport.audit.AuditSilenceTest */
    @Test
    void rule1SecretIsShownOnceAndStoredAsDigestOrSealed() {
        NewApiKey key = node.key("ada");
        Login login = node.keyLogin(key.secret(), "a");
        Stores stores = node.stores.stores();
        String kept = String.join(
                "\n",
                stores.apiKeys().findByOwner("ada").toString(),
                String.valueOf(Sealed.textOf(
                        stores.sessions().findByOwner("ada", 9).get(0).reusableToken())),
                stores.signingKeys().findAll().get(0).sealed().text(),
                stores.users().findById("ada").orElseThrow().passwordHash().reveal(),
                key.toString(),
                login.toString(),
                key.secret().toString(),
                node.audit.events().toString());
        String secretPart = key.secret().reveal().substring("sp_key_".length() + 12);
        assertThat(kept)
                .doesNotContain(secretPart)
                .doesNotContain(signature(login.accessToken()))
                .doesNotContain(PASSWORD.reveal())
                .contains("$argon2id$v=19$m=19456,t=2,p=1$", "v1." + Node.MASTER_KEY.id());
    }

    /** @see dev.sallyport.token */
    @Test
    void rule2KeyDecidesTheAlgorithm() {
        String token =
                node.keyLogin(node.key("ada").secret(), null).accessToken().reveal();
        String header = decoded(token.split("\\.", -1)[0]);
        assertThat(header).contains("\"alg\":\"EdDSA\"");
        for (String alg : List.of("none", "None", "HS256", "RS256", "ES256", "")) {
            String forged = encoded(header.replace("EdDSA", alg)) + token.substring(token.indexOf('.'));
            assertThat(node.accepts(Secret.of(forged))).as(alg).isFalse();
            assertThat(node.accepts(Secret.of(forged.substring(0, forged.lastIndexOf('.') + 1))))
                    .as(alg)
                    .isFalse();
        }
        for (String member : List.of("\"crit\":[]", "\"jku\":\"https://evil\"", "\"zip\":\"DEF\"", "\"b64\":false")) {
            String forged = encoded("{" + member + "," + header.substring(1)) + token.substring(token.indexOf('.'));
            assertThat(node.accepts(Secret.of(forged))).as(member).isFalse();
        }
        for (String spelling : List.of(token + "=", token + "\n", " " + token, token.replaceFirst("\\.", "\\.\n"))) {
            assertThat(node.accepts(Secret.of(spelling)))
                    .as("one token, one spelling")
                    .isFalse();
        }
        assertThat(node.accepts(Secret.of(token))).isTrue();
    }

    /** @see dev.sallyport.TwoApplicationsTest */
    @Test
    void rule3KindsDoNotSubstitute() {
        NewApiKey key = node.key("ada");
        Login login = node.login("ada");
        String session = login.sessionId();
        String device = Objects.requireNonNull(login.newDeviceCookie()).reveal();
        String jti = decoded(login.accessToken().reveal().split("\\.", -1)[1]);
        for (String other : List.of(session, device, jti, key.key().id(), PASSWORD.reveal())) {
            assertThat(node.accepts(Secret.of(other))).isFalse();
        }
        assertThat(refusal(node.tryKeyLogin(login.accessToken(), null)).cause())
                .isEqualTo(Refusal.Cause.INVALID_CREDENTIALS);
        InMemoryStores shared = InMemoryStores.create();
        try (Node here = Node.over(WatchedStores.over(shared), settings -> settings);
                Node there = Node.over(
                        WatchedStores.over(shared),
                        settings -> settings.tokens(tokens -> tokens.withAudience("https://other.example.com")))) {
            here.user("ada", "viewer");
            Secret hereOnly = here.key("ada").secret();
            for (Secret credential :
                    List.of(hereOnly, here.keyLogin(hereOnly, null).accessToken())) {
                assertThat(here.accepts(credential)).isTrue();
                assertThat(there.accepts(credential))
                        .as("another audience, the same stores and signing key")
                        .isFalse();
            }
        }
    }

    /** @see dev.sallyport.authenticate.AuthenticatorTest */
    @Test
    void rule4RightsAreWhatWasGivenAndIsOwnedNow() {
        Secret all = node.key("ada").secret();
        Secret some = node.key("ada", KeyRequest.named("n").withScopes(ScopeSet.of("reports:read", "reports:generate")))
                .secret();
        Secret none = node.key("ada", KeyRequest.named("n").withScopes(ScopeSet.none()))
                .secret();
        Secret derived = node.keyLogin(some, null).accessToken();
        assertThat(node.accepted(all).scopes()).isEqualTo(ScopeSet.of("reports:read", "reports:generate"));
        done(node.auth.users().setRoles("ada", Set.of("viewer"), APP));
        assertThat(node.accepted(some).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(node.accepted(derived).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        assertThat(node.accepted(none).scopes()).isEqualTo(ScopeSet.none());
        done(node.auth.users().setRoles("ada", Set.of(), APP));
        for (Secret credential : List.of(all, some, derived, none)) {
            assertThat(node.accepted(credential).scopes()).isEqualTo(ScopeSet.none());
            assertThat(node.accepted(credential).roles()).isEmpty();
        }
        done(node.auth.users().disable("ada", APP));
        for (Secret credential : List.of(all, some, derived, none)) {
            assertThat(node.accepts(credential)).isFalse();
        }
    }

    /** @see dev.sallyport.apikey.OwnApiKeysTest */
    @Test
    void rule5ManagingCredentialsTakesAPerson() {
        NewApiKey key = node.key("ada");
        Caller person = node.accepted(node.login("ada").accessToken());
        Caller direct = node.accepted(key.secret());
        Caller derived = node.accepted(node.keyLogin(key.secret(), null).accessToken());
        String id = key.key().id();
        for (Caller caller : List.of(direct, derived)) {
            List<Outcome<?>> refused = List.of(
                    node.auth.self().apiKeys().create(caller, KeyRequest.named("n"), ADDRESS),
                    node.auth
                            .self()
                            .apiKeys()
                            .update(caller, id, KeyUpdate.nothing().scopes(null), ADDRESS),
                    node.auth.self().apiKeys().rotate(caller, id, Duration.ZERO, ADDRESS));
            assertThat(refused).allMatch(outcome -> refusal(outcome).cause() == Refusal.Cause.FORBIDDEN);
            assertThat(refusal(node.auth
                                    .self()
                                    .sessions()
                                    .end(caller, Objects.requireNonNull(person.sessionId()), ADDRESS))
                            .cause())
                    .as("the session of the person")
                    .isEqualTo(Refusal.Cause.NOT_FOUND);
        }
        Caller narrow = node.accepted(done(node.auth
                        .logins()
                        .withPassword(
                                new PasswordLogin("ada", PASSWORD, ScopeSet.of("reports:read"), null, origin(null))))
                .accessToken());
        assertThat(refusal(node.auth.self().apiKeys().create(narrow, KeyRequest.named("n"), ADDRESS))
                        .cause())
                .as("a login with less than its owner makes nothing that can do more")
                .isEqualTo(Refusal.Cause.FORBIDDEN);
        done(node.auth.self().apiKeys().create(person, KeyRequest.named("n"), ADDRESS));
        done(node.auth.self().apiKeys().revoke(derived, id, null, ADDRESS));
        assertThat(node.accepts(key.secret())).isFalse();
    }

    /** @see dev.sallyport.grant.PasswordLoginTest */
    @Test
    void rule7FailuresLookAlike() {
        node.userWithPassword("off", "viewer");
        done(node.auth.users().disable("off", APP));
        Secret wrong = Secret.of("not the password");
        for (int i = 0; i < 11; i++) {
            node.tryLogin("ada", wrong);
        }
        node.userWithPassword("eve", "viewer");
        List<Object> seen = new ArrayList<>();
        for (PasswordLogin login : List.of(
                passwordLogin("nobody", wrong),
                passwordLogin("eve", wrong),
                passwordLogin("off", PASSWORD),
                passwordLogin("ada", PASSWORD))) {
            node.stores.forget();
            Refusal refused = refusal(node.auth.logins().withPassword(login));
            seen.add(List.of(refused, node.stores.writes()));
        }
        assertThat(seen)
                .containsOnly(
                        List.of(Refusal.invalidCredentials(), List.of("attempts.increment", "attempts.increment")));
    }

    private static PasswordLogin passwordLogin(String username, Secret password) {
        return new PasswordLogin(username, password, null, null, origin(null));
    }

    /** @see dev.sallyport.apikey.ApiKeysTest */
    @Test
    void rule10WhatFailedLeftNothingAndWhatSucceededIsThere() {
        NewApiKey key = node.key("ada");
        node.keyLogin(key.secret(), "a");
        for (int call = 1; ; call++) {
            node.stores.failAtCall(call);
            boolean done = rotates(key.key().id());
            node.stores.failAtCall(0);
            assertThat(node.accepts(key.secret())).as("call %d", call).isEqualTo(!done);
            assertThat(node.auth.sessions().list("ada")).hasSize(done ? 0 : 1);
            assertThat(node.auth.apiKeys().list("ada")).hasSize(done ? 2 : 1);
            if (done) {
                return;
            }
        }
    }

    private boolean rotates(String id) {
        try {
            return node.auth.apiKeys().rotate(id, Duration.ZERO, APP) instanceof Outcome.Done;
        } catch (StoreException e) {
            return false;
        }
    }

    @Test
    void rule11NothingGrowsWithHostileInput() {
        NewApiKey key = node.key("ada");
        for (int i = 0; i < 20; i++) {
            node.keyLogin(key.secret(), "label " + i);
            node.clock.advance(Duration.ofSeconds(1));
            Outcome<?> unused = node.auth.apiKeys().create("ada", KeyRequest.named("n"), APP);
            Outcome<?> unused2 = node.auth.apiKeys().rotate(key.key().id(), Duration.ofHours(1), APP);
        }
        assertThat(node.auth.sessions().list("ada")).hasSize(3);
        assertThat(node.auth.apiKeys().list("ada")).hasSize(3);
        Secret huge = Secret.of("a".repeat(1_000_000));
        node.stores.forget();
        assertThat(node.accepts(huge)).isFalse();
        assertThat(refusal(node.tryKeyLogin(key.secret(), huge.reveal())).cause())
                .isEqualTo(Refusal.Cause.INVALID_REQUEST);
        assertThat(refusal(node.auth.apiKeys().create("ada", KeyRequest.named(huge.reveal()), APP))
                        .cause())
                .isEqualTo(Refusal.Cause.INVALID_REQUEST);
        assertThat(node.stores.calls()).isEmpty();
        assertThat(new LoginOrigin(ADDRESS, huge.reveal(), null).userAgent()).hasSize(256);
    }

    /** @see SallyportBuilderTest */
    @Test
    void rule12MasterKeyLivesOutsideTheDatabase() {
        Stores durable = WatchedStores.durableOver(InMemoryStores.create()).stores();
        SallyportBuilder builder =
                Sallyport.builder().issuer("https://api.example.com").stores(durable);
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Durable stores need a master key");
        builder.masterKey(Node.MASTER_KEY).build().close();
        StoredSigningKey row = durable.signingKeys().findAll().get(0);
        assertThatThrownBy(builder.masterKey(MasterKey.random(new SecureRandom()))::build)
                .as("what the database holds is of no use without it")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(row.kid());
        durable.signingKeys().delete(row.kid());
        durable.signingKeys()
                .insert(new StoredSigningKey(
                        "moved", row.period(), row.algorithm(), row.createdAt(), row.activeAt(), row.sealed()));
        assertThatThrownBy(builder.masterKey(Node.MASTER_KEY)::build)
                .as("sealed for its row")
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("moved");
    }

    /** @see ArchitectureTest */
    @Test
    void rule13TimeAndRandomnessComeInThroughParameters() {
        assertThat(firstCredentials(1)).isEqualTo(firstCredentials(1)).isNotEqualTo(firstCredentials(2));
        Login login = node.login("ada");
        Instant end = login.expiresAt();
        node.clock.set(end.minusNanos(1_000_000));
        assertThat(node.accepts(login.accessToken())).isTrue();
        node.clock.set(end);
        assertThat(node.refused(login.accessToken())).as("no leeway").isEqualTo(Refusal.Cause.TOKEN_EXPIRED);
    }

    /** Everything made by chance, when chance and time are the same. */
    private static List<String> firstCredentials(long seed) {
        try (Node seeded = Node.create(settings -> settings.random(new Seeded(seed)))) {
            seeded.user("ada", "viewer");
            Secret key = seeded.key("ada").secret();
            return List.of(key.reveal(), seeded.keyLogin(key, "a").accessToken().reveal());
        }
    }

    private static final class Seeded extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final transient RandomGenerator generator;

        Seeded(long seed) {
            this.generator = new java.util.Random(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            generator.nextBytes(bytes);
        }

        @Override
        public long nextLong() {
            return generator.nextLong();
        }
    }

    private static String signature(Secret token) {
        return token.reveal().substring(token.reveal().lastIndexOf('.') + 1);
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
