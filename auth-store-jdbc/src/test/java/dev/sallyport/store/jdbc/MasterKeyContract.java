package dev.sallyport.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.apikey.KeyRequest;
import dev.sallyport.audit.Actor;
import dev.sallyport.authenticate.AuthenticationResult;
import dev.sallyport.caller.Caller;
import dev.sallyport.grant.KeyLogin;
import dev.sallyport.grant.Login;
import dev.sallyport.grant.LoginOrigin;
import dev.sallyport.grant.PasswordLogin;
import dev.sallyport.limit.RateLimit;
import dev.sallyport.outcome.Outcome;
import dev.sallyport.scope.Role;
import dev.sallyport.secret.MasterKey;
import dev.sallyport.secret.Sealed;
import dev.sallyport.secret.SealedKind;
import dev.sallyport.secret.Secret;
import dev.sallyport.secret.Vault;
import dev.sallyport.secret.VaultStore;
import dev.sallyport.session.RefreshFamily;
import dev.sallyport.session.Session;
import dev.sallyport.stores.Stores;
import dev.sallyport.testing.AuthenticatorApp;
import dev.sallyport.user.NewUser;
import dev.sallyport.user.SecondFactor;
import dev.sallyport.user.User;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The master key changes, or is lost, on any backend. */
@Timeout(120)
abstract class MasterKeyContract {
    private static final String HERE = "192.0.2.1";
    private static final LoginOrigin ORIGIN = new LoginOrigin(HERE, null, null);
    private static final Secret PASSWORD = Secret.of("correct horse battery");
    private static final Actor APP = Actor.application();
    private static final String SEED_BASE32 = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final AuthenticatorApp APP_OF_ADA = AuthenticatorApp.of(Secret.of(SEED_BASE32));
    private static final int LABELS = 130;

    private final SecureRandom random = new SecureRandom();
    private final MasterKey old = MasterKey.random(random);
    private final MasterKey present = MasterKey.random(random);
    private final Supplier<Stores> backend = newBackend();
    private final Stores stores = backend.get();
    private Instant now = Instant.now();

    /** Stores of one database that is new and empty; a node closes those it was given, so each has its own. */
    abstract Supplier<Stores> newBackend();

    private SallyportBuilder settings(MasterKey key) {
        return Sallyport.builder()
                .issuer("https://api.example.com")
                .scopes("reports:read")
                .roles(Role.of("viewer", "reports:read"))
                .stores(StoresWith.method("now", () -> now, backend.get()))
                .masterKey(key)
                .clock(() -> now)
                .failuresPerAddress("1000000/second")
                .logins(logins -> logins.withPerAddress(RateLimit.parse("1000000/second")))
                .auditSink(event -> {});
    }

    private Sallyport start(MasterKey key) {
        return settings(key).build();
    }

    /** Everything that rests on something sealed. */
    private record Credentials(Secret token, Secret refresh, Secret key, Secret ofKey, Secret privateToken) {}

    private Credentials issue(Sallyport auth) {
        User ada = auth.users()
                .createIfAbsent(
                        NewUser.of("ada").withId("ada").withPassword(PASSWORD).withRoles("viewer"));
        done(auth.secondFactors().importSeed(ada, Secret.of(SEED_BASE32), APP));
        auth.users()
                .createIfAbsent(
                        NewUser.of("vic").withId("vic").withPassword(PASSWORD).withRoles("viewer"));
        Login login = done(auth.logins().withPassword(new PasswordLogin("vic", PASSWORD, null, null, ORIGIN)));
        Caller vic = ((AuthenticationResult.Accepted)
                        auth.authenticate(login.accessToken().reveal(), HERE))
                .caller();
        Secret privateToken = done(auth.self()
                        .apiKeys()
                        .createToken(vic, KeyRequest.named("private").withExpiresAt(now.plusSeconds(9_000)), HERE))
                .secret();
        Secret key =
                done(auth.apiKeys().create("vic", KeyRequest.named("job"), APP)).secret();
        for (int i = 0; i < LABELS; i++) {
            done(auth.logins().withApiKey(new KeyLogin(key, "label " + i, ORIGIN)));
        }
        Secret ofKey = done(auth.logins().withApiKey(new KeyLogin(key, "label 7", ORIGIN)))
                .accessToken();
        return new Credentials(
                login.accessToken(), Objects.requireNonNull(login.refreshToken()), key, ofKey, privateToken);
    }

    /** All of them work; answers them with the next refresh token. */
    private Credentials requireAll(Sallyport auth, Credentials given) {
        for (Secret credential : List.of(given.token, given.key, given.ofKey, given.privateToken)) {
            assertThat(auth.authenticate(credential.reveal(), HERE)).isInstanceOf(AuthenticationResult.Accepted.class);
        }
        assertThat(done(auth.logins().withApiKey(new KeyLogin(given.key, "label 7", ORIGIN)))
                        .accessToken())
                .as("the same token")
                .isEqualTo(given.ofKey);
        now = now.plusSeconds(30);
        assertThat(auth.secondFactors().accept("ada", Secret.of(APP_OF_ADA.codeAt(now)), APP))
                .isTrue();
        Login refreshed = done(auth.logins().refresh(given.refresh, ORIGIN));
        return new Credentials(
                given.token,
                Objects.requireNonNull(refreshed.refreshToken()),
                given.key,
                given.ofKey,
                given.privateToken);
    }

    /** The background alone, which nobody asks for anything. */
    @Test
    void everythingIsSealedAnewByItself() {
        Credentials given;
        try (Sallyport before = start(old)) {
            given = issue(before);
        }
        try (Sallyport node = start(present.withPrevious(old))) {
            assertThat(node.masterKeyRotation().remaining()).isPositive();
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (node.masterKeyRotation().remaining() > 0 && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
            assertThat(node.masterKeyRotation().remaining()).isZero();
        }
        try (Sallyport after = start(present)) {
            requireAll(after, given);
        }
    }

    @Test
    void everythingMovesUnderTheNewKeyAndNothingIsLost() {
        Credentials given;
        try (Sallyport before = start(old)) {
            given = requireAll(before, issue(before));
            assertThat(before.masterKeyRotation().remaining()).isZero();
            assertThat(before.masterKeyRotation().run())
                    .as("no other key is there")
                    .isZero();
            assertThat(before.masterKeyRotation().valuesByMasterKey()).containsOnlyKeys(old.id());
        }
        try (Sallyport both = start(present.withPrevious(old))) {
            given = requireAll(both, given);
            both.signingKeys().rotate();
            both.masterKeyRotation().run();
            assertThat(both.masterKeyRotation().remaining()).isZero();
            // Two signing keys, a seed, a family, the tokens of the labels, four kept keys.
            assertThat(both.masterKeyRotation().valuesByMasterKey())
                    .containsOnlyKeys(present.id())
                    .containsEntry(present.id(), 2 + 1 + 1 + LABELS + 5L);
            given = requireAll(both, given);
        }
        try (Sallyport after = start(present)) {
            requireAll(after, given);
        }
    }

    @Test
    void oldKeyThatIsTakenAwayTooEarlyIsAnErrorAtTheStart() {
        start(old).close();
        assertThatThrownBy(() -> start(present))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was sealed under the master key " + old.id())
                .hasMessageContaining("give them as masterKey(present.withPrevious(former))");
        start(present.withPrevious(old)).close();
    }

    @Test
    void wrongKeyIsAnErrorEvenWhereNothingButSeedsIsSealed() {
        try (Sallyport before = start(old)) {
            issue(before);
        }
        stores.signingKeys().findAll().forEach(key -> stores.signingKeys().delete(key.kid()));
        assertThatThrownBy(() -> start(present))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("The master key is not the one this database was written with")
                .hasMessageContaining(old.id())
                .hasMessageContaining(present.id())
                .hasMessageContaining("add .replaceSigningKeys() to the builder for one start");
        assertThat(stores.signingKeys().findAll()).as("nothing is made anew").isEmpty();
        start(old).close();
    }

    @Test
    void lostKeyIsOvercomeByTheNamedSwitchAlone() {
        Credentials given;
        try (Sallyport before = start(old)) {
            given = issue(before);
        }
        settings(present).replaceSigningKeys().build().close();
        try (Sallyport after = start(present)) {
            assertThat(after.authenticate(given.key.reveal(), HERE)).isInstanceOf(AuthenticationResult.Accepted.class);
            assertThat(after.authenticate(given.token.reveal(), HERE)).isInstanceOf(AuthenticationResult.Refused.class);
            assertThat(after.authenticate(given.privateToken.reveal(), HERE))
                    .isInstanceOf(AuthenticationResult.Refused.class);
            now = now.plusSeconds(30);
            assertThat(after.secondFactors().accept("ada", Secret.of(APP_OF_ADA.codeAt(now)), APP))
                    .as("its seed is lost, and no one gets in without")
                    .isFalse();
            assertThat(after.masterKeyRotation().valuesByMasterKey()).containsKeys(old.id(), present.id());
        }
    }

    @Test
    void nodesWithEitherKeyWorkSideBySide() {
        start(old).close();
        try (Sallyport first = start(old.withNext(present));
                Sallyport second = start(present.withPrevious(old))) {
            Credentials given = issue(second);
            given = requireAll(first, given);
            second.masterKeyRotation().run();
            given = requireAll(first, given);
            requireAll(second, given);
            assertThat(first.masterKeyRotation().run())
                    .as("the old key takes nothing back")
                    .isZero();
            String kid = second.signingKeys().rotateNow();
            first.signingKeys().reload();
            assertThat(first.signingKeys().jwks()).contains(kid);
        }
    }

    @Test
    void sealingAnewLosesNoUpdateOfTheSameRow() throws Exception {
        Vault former = Vault.of(old, random);
        Vault both = Vault.of(present.withPrevious(old), random);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        start(old).close();
        try (Sallyport auth = start(present.withPrevious(old))) {
            for (int i = 0; i < 25; i++) {
                String id = "row" + i;
                byte[] next = {(byte) i};
                Session session =
                        Session.of(id, "ada", now, now.plusSeconds(99)).withCredential("key", id);
                stores.sessions()
                        .insert(session.extended(
                                now.plusSeconds(99), former.seal(SealedKind.REUSABLE_TOKEN, id, new byte[] {99})));
                stores.refreshFamilies()
                        .insert(new RefreshFamily(
                                id,
                                former.seal(SealedKind.REFRESH_FAMILY, id, next),
                                null,
                                1,
                                now,
                                now.plusSeconds(99)));
                stores.secondFactors()
                        .enrol(new SecondFactor(
                                id, former.seal(SealedKind.TOTP_SEED, id, new byte[] {99}), now, null, 0));
                Future<Long> moved =
                        threads.submit(() -> auth.masterKeyRotation().run());
                Future<Boolean> updated = threads.submit(() -> {
                    stores.sessions()
                            .extend(session.extended(
                                    now.plusSeconds(999), both.seal(SealedKind.REUSABLE_TOKEN, id, next)));
                    stores.secondFactors()
                            .enrol(new SecondFactor(id, both.seal(SealedKind.TOTP_SEED, id, next), now, null, 0));
                    return stores.refreshFamilies().advance(id, 1, now);
                });
                assertThat(updated.get()).isTrue();
                moved.get();
                Sealed token = stores.sessions().findById(id).orElseThrow().reusableToken();
                RefreshFamily family =
                        stores.refreshFamilies().findBySession(id).orElseThrow();
                Sealed seed = stores.secondFactors().find(id).orElseThrow().sealedSeed();
                assertThat(both.open(SealedKind.REUSABLE_TOKEN, id, Objects.requireNonNull(token)))
                        .isEqualTo(next);
                assertThat(both.open(SealedKind.TOTP_SEED, id, seed)).isEqualTo(next);
                assertThat(both.open(SealedKind.REFRESH_FAMILY, id, family.sealedKey()))
                        .isEqualTo(next);
                assertThat(family.generation()).isEqualTo(2);
                assertThat(auth.masterKeyRotation().remaining()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void valueThatCannotBeOpenedKeepsTheOldKeyInPlace() {
        start(old).close();
        Sealed alien = Vault.of(old, random).seal(SealedKind.TOTP_SEED, "another", SEED);
        stores.secondFactors().enrol(new SecondFactor("ada", alien, now, null, 0));
        try (Sallyport both = start(present.withPrevious(old))) {
            both.masterKeyRotation().run();
            assertThat(both.masterKeyRotation().remaining())
                    .as("that one, and the five kept keys which come last")
                    .isEqualTo(6);
            assertThatThrownBy(() -> start(present)).isInstanceOf(IllegalStateException.class);
            stores.secondFactors().delete("ada");
            both.masterKeyRotation().run();
            assertThat(both.masterKeyRotation().remaining()).isZero();
        }
        start(present).close();
    }

    @Test
    void pagesGoThroughEveryRowOnce() {
        Vault vault = Vault.of(old, random);
        for (int i = 0; i < 7; i++) {
            String id = "s" + i;
            Session session = Session.of(id, "ada", now, now.plusSeconds(9));
            stores.sessions()
                    .insert(
                            i % 2 == 0
                                    ? session
                                    : session.extended(now, vault.seal(SealedKind.REUSABLE_TOKEN, id, SEED)));
        }
        VaultStore.Page first = stores.vault().page(SealedKind.REUSABLE_TOKEN, "", 4);
        assertThat(first.values()).extracting(VaultStore.Value::row).containsExactly("s1", "s3");
        assertThat(first.next()).isEqualTo("s3");
        VaultStore.Page second = stores.vault().page(SealedKind.REUSABLE_TOKEN, "s3", 4);
        assertThat(second.values()).extracting(VaultStore.Value::row).containsExactly("s5");
        assertThat(second.next()).isNull();
        VaultStore.Value value = second.values().get(0);
        assertThat(stores.vault().replace(SealedKind.REUSABLE_TOKEN, "s5", Sealed.of("other"), Sealed.of("x")))
                .isFalse();
        assertThat(stores.vault().replace(SealedKind.REUSABLE_TOKEN, "s5", value.sealed(), Sealed.of("x")))
                .isTrue();
        assertThat(stores.sessions().findById("s5").orElseThrow().reusableToken())
                .isEqualTo(Sealed.of("x"));
        assertThat(stores.vault().insertKept("name", Sealed.of("sealed"))).isTrue();
        assertThat(stores.vault().insertKept("name", Sealed.of("other"))).isFalse();
        assertThat(stores.vault().findKept("name")).contains(Sealed.of("sealed"));
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, refusal -> {
            throw new AssertionError(refusal.toString());
        });
    }
}
