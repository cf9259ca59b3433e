package dev.sallyport.authenticate;

import static dev.sallyport.fixture.Node.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.apikey.KeyUpdate;
import dev.sallyport.apikey.NewApiKey;
import dev.sallyport.audit.Actor;
import dev.sallyport.audit.AuditEvent;
import dev.sallyport.fixture.Node;
import dev.sallyport.outcome.Refusal;
import dev.sallyport.scope.ScopeSet;
import dev.sallyport.secret.Secret;
import dev.sallyport.token.StoredSigningKey;
import dev.sallyport.user.User;
import dev.sallyport.user.UserDirectory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads that a change overtakes: forced one by one, and by chance with many threads. */
class RevocationRaceTest {
    private static final Actor APP = Actor.application();
    private static final String KEY_READ = "stores.findKeyWithOwner";
    private static final String TOKEN_READ = "stores.findSessionWithOwner";

    private final Node node = Node.create();
    private final ExecutorService pool = Executors.newFixedThreadPool(8);
    private final NewApiKey key = keyOfAda();

    private NewApiKey keyOfAda() {
        node.user("ada", "analyst");
        return node.key("ada");
    }

    @AfterEach
    void close() {
        pool.shutdownNow();
        node.close();
    }

    @Test
    void loadOfAKeyThatARevocationOvertakesIsNotUsedAgain() throws Exception {
        // Reads the live key row; before it goes on, the revocation is committed and answered.
        boolean accepted = loadOvertaken(
                key.secret(),
                KEY_READ,
                () -> done(node.auth.apiKeys().revoke(key.key().id(), null, APP)));
        assertThat(accepted).as("the request that was under way").isTrue();
        assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void loadThatReadBeforeAnotherNodeRevokedIsNotKeptAfterARefusal() throws Exception {
        // The change log has not told this node yet, so no epoch shows it.
        boolean accepted = loadOvertaken(key.secret(), KEY_READ, () -> {
            assertThat(node.stores.stores().apiKeys().delete(key.key().id())).isTrue();
            assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        });
        assertThat(accepted).as("the request that was under way").isTrue();
        assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void loadOfAKeyThatItsDisablingOvertakesIsNotUsedAgain() throws Exception {
        loadOvertaken(
                key.secret(),
                KEY_READ,
                () -> done(node.auth
                        .apiKeys()
                        .update(key.key().id(), KeyUpdate.nothing().enabled(false), APP)));
        assertThat(node.refused(key.secret())).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void loadThatAChangeOfItsOwnerOvertakesIsNotUsedAgain() throws Exception {
        // Whose key it is comes out of the same read as what they may do.
        boolean accepted = loadOvertaken(
                key.secret(), KEY_READ, () -> done(node.auth.users().setRoles("ada", Set.of("viewer"), APP)));
        assertThat(accepted).as("the request that was under way").isTrue();
        assertThat(node.accepted(key.secret()).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        Secret other = keyOfAda().secret();
        accepted = loadOvertaken(other, KEY_READ, () -> done(node.auth.users().disable("ada", APP)));
        assertThat(accepted).as("the request that was under way").isTrue();
        assertThat(node.refused(other)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void loadOfATokenThatAChangeOfItsOwnerOvertakesIsNotUsedAgain() throws Exception {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        boolean accepted =
                loadOvertaken(token, TOKEN_READ, () -> done(node.auth.users().setRoles("ada", Set.of("viewer"), APP)));
        assertThat(accepted).as("the request that was under way").isTrue();
        assertThat(node.accepted(token).scopes()).isEqualTo(ScopeSet.of("reports:read"));
        Secret other = node.keyLogin(key.secret(), "b").accessToken();
        loadOvertaken(other, TOKEN_READ, () -> done(node.auth.users().disable("ada", APP)));
        assertThat(node.refused(other)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void changeOfSomebodyElseDoesNotSpoilALoad() throws Exception {
        node.user("bob", "analyst");
        loadOvertaken(key.secret(), KEY_READ, () -> done(node.auth.users().setRoles("bob", Set.of("viewer"), APP)));
        node.stores.forget();
        assertThat(node.accepts(key.secret())).isTrue();
        assertThat(node.stores.calls()).isEmpty();
    }

    @Test
    void loadOfATokenThatTheEndOfItsSessionOvertakesIsNotUsedAgain() throws Exception {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        boolean accepted = loadOvertaken(
                token,
                TOKEN_READ,
                () -> node.auth.sessions().end(node.auth.sessions().list("ada"), AuditEvent.Type.SESSION_ENDED, APP));
        assertThat(accepted).isTrue();
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void loadOfATokenThatTheRevocationOfItsKeyOvertakesIsNotUsedAgain() throws Exception {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        loadOvertaken(
                token,
                TOKEN_READ,
                () -> done(node.auth.apiKeys().revoke(key.key().id(), null, APP)));
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void loadOfATokenThatTheRevocationOfItsSigningKeyOvertakesIsNotUsedAgain() throws Exception {
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        StoredSigningKey signer = node.stores.stores().signingKeys().findAll().get(0);
        // The first read of the store comes after the signature was found right.
        loadOvertaken(token, TOKEN_READ, () -> node.auth.signingKeys().revoke(signer.kid()));
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void tokenOfALoginThatARevocationOvertookIsRefused() {
        node.stores.afterNext(
                KEY_READ, () -> done(node.auth.apiKeys().revoke(key.key().id(), null, APP)));
        Secret token = node.keyLogin(key.secret(), "a").accessToken();
        assertThat(node.refused(token)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
    }

    @Test
    void loadThatAskedAForeignDirectoryAndIsOvertakenIsNotUsedAgain() throws Exception {
        AtomicBoolean enabled = new AtomicBoolean(true);
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        AtomicBoolean stops = new AtomicBoolean();
        UserDirectory directory = new Foreign(enabled, () -> {
            if (stops.get()) {
                hasRead.countDown();
                await(changed);
            }
        });
        try (Node other = Node.create(settings -> settings.userDirectory(directory))) {
            Secret secret = other.key("ada").secret();
            other.stores.forget();
            stops.set(true);
            Future<Boolean> request = pool.submit(() -> other.accepts(secret));
            await(hasRead);
            enabled.set(false);
            other.auth.ownerChanged("ada");
            changed.countDown();
            assertThat(request.get(60, TimeUnit.SECONDS))
                    .as("the request that was under way")
                    .isTrue();
            assertThat(other.stores.calls())
                    .as("no user of the stores")
                    .contains("apiKeys.findByDigest")
                    .doesNotContain(KEY_READ);
            assertThat(other.refused(secret)).isEqualTo(Refusal.Cause.INVALID_TOKEN);
        }
    }

    /** Runs the action after each read of a user. */
    private record Foreign(AtomicBoolean enabled, Runnable afterRead) implements UserDirectory {
        @Override
        public Optional<User> findById(String id) {
            User user = User.of(id, id).withRoles(Set.of("viewer")).withEnabled(enabled.get());
            afterRead.run();
            return Optional.of(user);
        }

        @Override
        public Optional<User> findByLogin(String loginOrEmail) {
            return findById(loginOrEmail);
        }

        @Override
        public boolean passwordMatches(@Nullable User user, Secret password) {
            return false;
        }
    }

    /** Answers what became of a request whose load stood still right after the read until the change was through. */
    private boolean loadOvertaken(Secret credential, String read, Runnable change) throws Exception {
        CountDownLatch hasRead = new CountDownLatch(1);
        CountDownLatch changed = new CountDownLatch(1);
        node.stores.afterNext(read, () -> {
            hasRead.countDown();
            await(changed);
        });
        Future<Boolean> request = pool.submit(() -> node.accepts(credential));
        await(hasRead);
        change.run();
        changed.countDown();
        return request.get(60, TimeUnit.SECONDS);
    }

    @Test
    void noCallThatStartsAfterRevokeReturnedIsAccepted() throws Exception {
        for (int round = 0; round < 100; round++) {
            NewApiKey leaked = node.key("ada");
            Secret token = node.keyLogin(leaked.secret(), "a").accessToken();
            List<Secret> credentials = List.of(leaked.secret(), token);
            assertNoneAcceptedAfter(
                    () -> done(node.auth.apiKeys().revoke(leaked.key().id(), null, APP)), credentials);
        }
    }

    @Test
    void noCallThatStartsAfterTheDisablingOfTheOwnerReturnedIsAccepted() throws Exception {
        for (int round = 0; round < 100; round++) {
            String owner = "owner" + round;
            node.user(owner, "analyst");
            NewApiKey theirs = node.key(owner);
            Secret token = node.keyLogin(theirs.secret(), "a").accessToken();
            assertNoneAcceptedAfter(() -> done(node.auth.users().disable(owner, APP)), List.of(theirs.secret(), token));
        }
    }

    private void assertNoneAcceptedAfter(Runnable change, List<Secret> credentials) throws Exception {
        AtomicBoolean changed = new AtomicBoolean();
        AtomicInteger before = new AtomicInteger();
        CountDownLatch warm = new CountDownLatch(8);
        List<Future<Integer>> callers = IntStream.range(0, 8)
                .mapToObj(i -> pool.submit(() -> {
                    Secret credential = credentials.get(i % 2);
                    int wrong = 0;
                    int afterwards = 0;
                    while (afterwards < 5) {
                        boolean startsAfter = changed.get();
                        boolean accepted = node.accepts(credential);
                        if (startsAfter) {
                            afterwards++;
                            wrong += accepted ? 1 : 0;
                        } else if (accepted) {
                            before.incrementAndGet();
                        }
                        warm.countDown();
                    }
                    return wrong;
                }))
                .toList();
        await(warm);
        change.run();
        changed.set(true);
        for (Future<Integer> caller : callers) {
            assertThat(caller.get(60, TimeUnit.SECONDS))
                    .as("accepted after the change had returned")
                    .isZero();
        }
        assertThat(before.get()).as("accepted before").isPositive();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
